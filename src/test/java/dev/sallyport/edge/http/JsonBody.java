package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.Levels;
import dev.sallyport.testing.PublishedContract;
import dev.sallyport.testing.ServiceClasses;
import jakarta.validation.Configuration;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.valueextraction.ValueExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * The JSON body of an operation, as the service reads and validates it.
 *
 * @param type what it is read as; null where no method takes a valid record
 */
record JsonBody(Operation operation, Class<?> type) {

    private static final StrictJson JSON = new StrictJson();
    private static final Validator VALIDATOR = validator();

    /** Those of the published contract. */
    static List<JsonBody> all() {
        Map<String, Class<?>> types = new HashMap<>();
        ServiceClasses.ofResources()
                .forEach(method -> Arrays.stream(method.getParameters())
                        .filter(parameter -> parameter.isAnnotationPresent(Valid.class))
                        .map(Parameter::getType)
                        .filter(Class::isRecord)
                        .forEach(type -> types.put(Levels.id(method), type)));
        return Contract.operations(PublishedContract.document()).stream()
                .filter(operation -> operation.body().isPresent())
                .map(operation -> new JsonBody(operation, types.get(operation.id())))
                .toList();
    }

    ObjectNode example() {
        return operation.body().orElseThrow().deepCopy();
    }

    Object read(byte[] bytes) throws IOException {
        return JSON.read(bytes, type);
    }

    /** When it is read; or when it is validated, for this field or one within: some examples are refused for others. */
    boolean isRefused(byte[] bytes, String field) {
        try {
            return VALIDATOR.validate(read(bytes)).stream()
                    .map(mistake -> mistake.getPropertyPath().toString())
                    .anyMatch(path -> List.of(path.split("[.\\[]")).contains(field));
        } catch (ProblemException refusal) {
            assertThat(refusal.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Validator validator() {
        Configuration<?> configuration =
                Validation.byDefaultProvider().configure().messageInterpolator(new ParameterMessageInterpolator());
        ServiceClasses.ALL.stream()
                .filter(type -> type.isAssignableTo(ValueExtractor.class))
                .forEach(type -> configuration.addValueExtractor(made(type.reflect())));
        return configuration.buildValidatorFactory().getValidator();
    }

    private static ValueExtractor<?> made(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (ValueExtractor<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
