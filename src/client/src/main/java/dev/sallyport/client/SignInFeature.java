package dev.sallyport.client;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Registers a {@link SignInFilter} for each operation with {@link RequiresSignIn}. Operations without the annotation
 * are not touched.
 *
 * <p>In plain JAX-RS register an instance. In Quarkus, and wherever providers are found by their annotation, extend it:
 *
 * <pre>{@code
 * @Provider
 * public class Guard extends SignInFeature {
 *     Guard(TokenVerifier verifier) {
 *         super(verifier);
 *     }
 * }
 * }</pre>
 *
 * <p>The filter can wait for keys of the service. In Quarkus an operation that returns a {@code Uni} needs {@code
 * @Blocking}.
 */
public class SignInFeature implements DynamicFeature {

    private final TokenVerifier verifier;

    /**
     * Makes the feature.
     *
     * @param verifier checks the tokens
     */
    public SignInFeature(TokenVerifier verifier) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
    }

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        find(operation.getResourceMethod(), operation.getResourceClass())
                .ifPresent(required ->
                        context.register(new SignInFilter(verifier, required), Priorities.AUTHENTICATION));
    }

    private static Requirement requirement(RequiresSignIn annotation) {
        Requirement level = annotation.acr() == Acr.TWO_FACTORS ? Requirement.TWO_FACTORS : Requirement.SIGNED_IN;
        return annotation.maxAge() == 0 ? level : level.within(Duration.ofSeconds(annotation.maxAge()));
    }

    /** The annotations of the method, wherever it was declared, else those of the class. */
    private static Optional<Requirement> find(Method method, Class<?> resource) {
        Set<Class<?>> types = new LinkedHashSet<>();
        collect(resource, types);
        collect(method.getDeclaringClass(), types);
        return strictest(types.stream()
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(declared -> isSameOperation(method, declared)))
                .or(() -> strictest(types.stream()));
    }

    private static Optional<Requirement> strictest(Stream<? extends AnnotatedElement> elements) {
        return elements.map(element -> element.getAnnotation(RequiresSignIn.class))
                .filter(Objects::nonNull)
                .map(SignInFeature::requirement)
                .reduce(Requirement::and);
    }

    /**
     * Whether one of two methods of related types overrides the other, or is it. The parameters of a generic type are
     * erased in its own method, and in the bridge that the compiler adds.
     */
    private static boolean isSameOperation(Method method, Method declared) {
        return method.getName().equals(declared.getName())
                && method.getParameterCount() == declared.getParameterCount()
                && (overrides(method, declared) || overrides(declared, method));
    }

    private static boolean overrides(Method method, Method general) {
        Class<?>[] own = method.getParameterTypes();
        Class<?>[] erased = general.getParameterTypes();
        Type[] written = general.getGenericParameterTypes();
        return IntStream.range(0, own.length).allMatch(i -> {
            boolean isErased = general.isBridge()
                    || written[i] instanceof TypeVariable
                    || written[i] instanceof GenericArrayType;
            return isErased ? erased[i].isAssignableFrom(own[i]) : erased[i] == own[i];
        });
    }

    /** The class first, then what it extends and implements. */
    private static void collect(Class<?> type, Set<Class<?>> types) {
        if (type == null || type == Object.class) {
            return;
        }
        types.add(type);
        collect(type.getSuperclass(), types);
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented, types);
        }
    }
}
