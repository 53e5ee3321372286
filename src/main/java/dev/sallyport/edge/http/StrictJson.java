package dev.sallyport.edge.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Parses a JSON body strictly: UTF-8, an object, no repeated name, each value of its exact type, and null only for
 * fields where the contract allows it and within a passkey's credential.
 *
 * <p>It has a mapper of its own: the application's mapper also reads what others publish, where unknown members are
 * normal. There is no polymorphism, so a type hint is an unknown name like any other.
 */
final class StrictJson {

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(16)
            .maxStringLength(8192)
            .maxNameLength(64)
            .maxNumberLength(20)
            .build();

    /** The field in which every request carries its code. */
    private static final String CODE = "code";

    /** The passkey response of a browser or library: some write null for missing members. */
    private static final String CREDENTIAL = "credential";

    private static final Pattern LAYOUT = Pattern.compile("[\\t\\n\\x0B\\f\\r\\x85]");

    /** The parser has one exception type for every error, and this message for a repeated name. */
    private static final String DUPLICATE = "Duplicate field ";

    private final JsonMapper mapper = strictMapper();

    Object read(byte[] body, Type type) throws IOException {
        String text = decode(body);
        try {
            checkTokens(text, nullable(type));
            return mapper.readValue(text, mapper.constructType(type));
        } catch (IOException invalid) {
            throw JsonProblem.of(invalid);
        }
    }

    /**
     * Decoded here because a parser that is given bytes guesses the encoding, and takes overlong forms for characters.
     */
    static String decode(byte[] body) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return text.toString();
        } catch (CharacterCodingException invalid) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .detail("The body is not valid UTF-8. Encode it in UTF-8.");
        }
    }

    /** The fields of a request that may be null according to the contract. */
    private static Set<String> nullable(Type type) {
        RecordComponent[] fields =
                type instanceof Class<?> body && body.isRecord() ? body.getRecordComponents() : new RecordComponent[0];
        return Arrays.stream(fields)
                .filter(field -> isNullable(field.getAccessor().getAnnotation(Schema.class)))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private static boolean isNullable(Schema schema) {
        return schema != null && schema.nullable();
    }

    /** A pass over all tokens, so that no type of field, now or later, can accept a null or a refused character. */
    private void checkTokens(String text, Set<String> nullable) throws IOException {
        try (JsonParser parser = mapper.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProblemException(ProblemType.INVALID_REQUEST).detail("Send a JSON object as the body.");
            }
            boolean isWhole = false;
            for (JsonToken token = next(parser); token != null; token = next(parser)) {
                if (isWhole) {
                    throw JsonProblem.malformed(
                            "The body continues after its JSON object: see line {0}, column {1}.",
                            parser.currentTokenLocation());
                }
                checkToken(parser, token, nullable);
                isWhole = parser.getParsingContext().inRoot();
            }
        }
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonParseException invalid) {
            if (invalid.getOriginalMessage().startsWith(DUPLICATE)) {
                throw JsonProblem.at(parser, "is repeated");
            }
            throw invalid;
        }
    }

    private static void checkToken(JsonParser parser, JsonToken token, Set<String> nullable) throws IOException {
        boolean mayBeNull = isOfTheBody(parser) ? nullable.contains(parser.currentName()) : isOf(CREDENTIAL, parser);
        if (token == JsonToken.VALUE_NULL && !mayBeNull) {
            throw JsonProblem.at(parser, "must not be null; omit it instead");
        }
        boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
        boolean isCode = token == JsonToken.VALUE_STRING && isOfTheBody(parser) && CODE.equals(parser.currentName());
        if (isText && !isClean(isCode ? withoutLayout(parser.getText()) : parser.getText())) {
            throw JsonProblem.at(parser, "contains a character that is not allowed");
        }
    }

    /** Whether the parser is at a field of the top-level object, not of a nested object or list. */
    private static boolean isOfTheBody(JsonParser parser) {
        JsonStreamContext here = parser.getParsingContext();
        return here.inObject() && here.getParent().inRoot();
    }

    /** Whether the parser is within this field of the top-level object. */
    private static boolean isOf(String field, JsonParser parser) {
        JsonStreamContext here = parser.getParsingContext();
        while (!here.inRoot() && !here.getParent().inRoot()) {
            here = here.getParent();
        }
        return field.equals(here.getCurrentName());
    }

    /** A pasted code may contain tabs and line ends; its reader removes them. */
    private static String withoutLayout(String pasted) {
        return LAYOUT.matcher(pasted).replaceAll("");
    }

    /** No control character (a log or a terminal would obey it), no half of a pair, no noncharacter. */
    static boolean isClean(String text) {
        return text.codePoints().noneMatch(character -> {
            int type = Character.getType(character);
            boolean isNoncharacter = (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
            return type == Character.CONTROL || type == Character.SURROGATE || isNoncharacter;
        });
    }

    private static JsonMapper strictMapper() {
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .addModules(new JavaTimeModule(), new Jdk8Module(), new TextOnlyTimes(), new StrictIds())
                .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (LogicalType type : LogicalType.values()) {
            refuseCoercion(builder, type);
        }
        return builder.build();
    }

    private static void refuseCoercion(JsonMapper.Builder builder, LogicalType type) {
        builder.withCoercionConfig(type, config -> {
            refuse(config, type != LogicalType.Textual, CoercionInputShape.EmptyString);
            refuse(config, type != LogicalType.Boolean, CoercionInputShape.Boolean);
            refuse(config, type != LogicalType.Integer && type != LogicalType.Float, CoercionInputShape.Integer);
            refuse(config, type != LogicalType.Float, CoercionInputShape.Float);
            refuse(config, type == LogicalType.Boolean || isNumber(type), CoercionInputShape.String);
        });
    }

    private static void refuse(MutableCoercionConfig config, boolean refused, CoercionInputShape shape) {
        if (refused) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }

    private static boolean isNumber(LogicalType type) {
        return type == LogicalType.Integer || type == LogicalType.Float;
    }
}
