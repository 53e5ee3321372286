package dev.sallyport.base.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The methods of the resources on a path, and the media types that they accept and return there.
 *
 * <p>A 405 must list the methods (RFC 9110 section 15.5.6), and a 415 or 406 is of use only with the types; Quarkus
 * REST lists neither. Sub-resource locators are out of scope.
 */
@ApplicationScoped
public class AllowedMethods {

    private final List<Route> routes = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .forEach(this::addRoutes);
    }

    /** The methods on a path, in alphabetical order; empty for an unknown path. */
    public Set<String> of(String path) {
        Set<String> methods = new TreeSet<>();
        on(path).forEach(route -> methods.add(route.method()));
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    /** Whether the operation exists and every variant of it may write to the database. */
    public boolean changes(String path, String method) {
        List<Route> found = on(path, method).toList();
        return !found.isEmpty() && found.stream().allMatch(Route::changes);
    }

    /** The media types that a body may have there, in alphabetical order; empty where no body is read. */
    public Set<String> consumed(String path, String method) {
        Set<String> types = new TreeSet<>();
        on(path, method).forEach(route -> types.addAll(route.consumed()));
        return types;
    }

    /** The media types that an answer may have there, in alphabetical order. */
    public Set<String> produced(String path, String method) {
        Set<String> types = new TreeSet<>();
        on(path, method).forEach(route -> types.addAll(route.produced()));
        return types;
    }

    /** The first parameter of the path that must be a UUID and has another form. */
    public Optional<String> malformedId(String path, String method) {
        return on(path, method)
                .flatMap(route -> route.malformedId(Route.trimmed(path)).stream())
                .findFirst();
    }

    private Stream<Route> on(String path, String method) {
        String served = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return on(path).filter(route -> route.method().equals(served));
    }

    private Stream<Route> on(String path) {
        String clean = Route.trimmed(path);
        return routes.stream().filter(route -> route.matches(clean));
    }

    private void addRoutes(Class<?> resource) {
        for (Method method : resource.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    routes.add(Route.of(resource, method, verb.value()));
                }
            }
        }
    }
}
