package dev.sallyport.base.exchange;

import dev.sallyport.base.ids.Id;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One method of a resource: where it is, and what it takes and gives.
 *
 * @param ids the groups of {@code path} that must hold a UUID, by the name of their parameter
 * @param changes whether it may write a row
 * @param consumed the media types of its body; none where it reads no body
 */
record Route(
        Pattern path,
        String method,
        boolean changes,
        Map<String, String> ids,
        List<String> consumed,
        List<String> produced) {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::\\s*([^}]*))?}");
    private static final Pattern ID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    /** Of a class that has a {@link Path}. */
    static Route of(Class<?> resource, Method method, String verb) {
        String base = trimmed(resource.getAnnotation(Path.class).value());
        Path own = method.getAnnotation(Path.class);
        String template = own == null ? base : trimmed(base + "/" + trimmed(own.value()));
        Map<String, String> groups = new LinkedHashMap<>();
        Pattern path = pattern(template, groups);
        groups.keySet().retainAll(idNames(method));
        return new Route(
                path,
                verb,
                !method.isAnnotationPresent(ChangesNothing.class),
                groups,
                hasBody(method) ? types(resource, method, Consumes.class, Consumes::value) : List.of(),
                types(resource, method, Produces.class, Produces::value));
    }

    boolean matches(String trimmedPath) {
        return path.matcher(trimmedPath).matches();
    }

    /** The first parameter that must be a UUID and has another form in a path that matches. */
    Optional<String> malformedId(String trimmedPath) {
        Matcher matcher = path.matcher(trimmedPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return ids.entrySet().stream()
                .filter(id -> !ID.matcher(matcher.group(id.getValue())).matches())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Without the slash at either end. */
    static String trimmed(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.length() > start && path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(start, end);
    }

    private static Pattern pattern(String template, Map<String, String> groups) {
        StringBuilder regex = new StringBuilder();
        Matcher parameter = PARAMETER.matcher(template);
        int end = 0;
        while (parameter.find()) {
            String group = "p" + groups.size();
            groups.put(parameter.group(1), group);
            String own = parameter.group(2);
            regex.append(Pattern.quote(template.substring(end, parameter.start())))
                    .append("(?<" + group + ">")
                    .append(own == null ? "[^/]+" : own)
                    .append(")");
            end = parameter.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(template.substring(end))).toString());
    }

    private static Set<String> idNames(Method method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            PathParam inPath = parameter.getAnnotation(PathParam.class);
            if (inPath != null && isId(parameter.getType())) {
                names.add(inPath.value());
            }
        }
        return names;
    }

    private static boolean isId(Class<?> type) {
        return type == UUID.class || Id.class.isAssignableFrom(type);
    }

    /** A parameter that comes from nowhere else is the body. */
    private static boolean hasBody(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> Arrays.stream(parameter.getAnnotations())
                        .noneMatch(annotation ->
                                annotation.annotationType().getPackageName().startsWith("jakarta.ws.rs")));
    }

    private static <A extends Annotation> List<String> types(
            Class<?> resource, Method method, Class<A> kind, Function<A, String[]> value) {
        A annotation = Optional.ofNullable(method.getAnnotation(kind)).orElse(resource.getAnnotation(kind));
        return annotation == null
                ? List.of()
                : Arrays.stream(value.apply(annotation)).map(Route::bare).toList();
    }

    /** Without the weight that the framework chooses by. */
    private static String bare(String mediaType) {
        return mediaType.replaceFirst(";.*", "");
    }
}
