package dev.sallyport.client;

import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
                .map(SignInFeature::requirement)
                .ifPresent(required ->
                        context.register(new SignInFilter(verifier, required), Priorities.AUTHENTICATION));
    }

    private static Requirement requirement(RequiresSignIn annotation) {
        Requirement level = annotation.acr() == Acr.TWO_FACTORS ? Requirement.TWO_FACTORS : Requirement.SIGNED_IN;
        return annotation.maxAge() == 0 ? level : level.within(Duration.ofSeconds(annotation.maxAge()));
    }

    /** The annotation of the method, wherever it was declared first, else that of the class. */
    private static Optional<RequiresSignIn> find(Method method, Class<?> resource) {
        List<Class<?>> types = new ArrayList<>();
        collect(resource, types);
        return types.stream()
                .map(type -> annotationOf(method, type))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.ofNullable(method.getAnnotation(RequiresSignIn.class)))
                .or(() -> types.stream()
                        .map(type -> Optional.ofNullable(type.getAnnotation(RequiresSignIn.class)))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<RequiresSignIn> annotationOf(Method method, Class<?> type) {
        try {
            return Optional.ofNullable(type.getDeclaredMethod(method.getName(), method.getParameterTypes())
                    .getAnnotation(RequiresSignIn.class));
        } catch (NoSuchMethodException notHere) {
            return Optional.empty();
        }
    }

    /** The class first, then what it extends and implements. */
    private static void collect(Class<?> type, List<Class<?>> types) {
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
