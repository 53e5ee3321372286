package dev.sallyport.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The methods that our resources have on a path.
 *
 * <p>A 405 must list them (RFC 9110 section 15.5.6), and Quarkus REST does not. Sub-resource locators are out of scope.
 */
@ApplicationScoped
public class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*[\\w.-]+\\s*(?::\\s*([^}]*))?}");

    private record Route(Pattern path, String method) {}

    private final List<Route> routes = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> bean.getBeanClass())
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .forEach(this::addRoutes);
    }

    /** The methods on a path, in alphabetical order; empty where there is no such path. */
    public Set<String> of(String path) {
        Set<String> methods = new TreeSet<>();
        String clean = trimmed(path);
        for (Route route : routes) {
            if (route.path().matcher(clean).matches()) {
                methods.add(route.method());
            }
        }
        if (!methods.isEmpty()) {
            methods.add(HttpMethod.OPTIONS);
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    private void addRoutes(Class<?> resource) {
        String base = trimmed(resource.getAnnotation(Path.class).value());
        for (Method method : resource.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    routes.add(new Route(pattern(base, method.getAnnotation(Path.class)), verb.value()));
                }
            }
        }
    }

    private static Pattern pattern(String base, Path path) {
        String template = path == null ? base : trimmed(base + "/" + trimmed(path.value()));
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int end = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(template.substring(end, parameter.start())));
            String own = parameter.group(1);
            regex.append(own == null ? "[^/]+" : "(?:" + own + ")");
            end = parameter.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(end))).toString());
    }

    private static String trimmed(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.length() > start && path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(start, end);
    }
}
