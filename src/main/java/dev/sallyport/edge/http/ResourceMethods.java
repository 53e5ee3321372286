package dev.sallyport.edge.http;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The Java methods behind the operations of the contract, so that a filter can read their annotations. */
final class ResourceMethods {

    private static final Map<HttpMethod, Class<? extends Annotation>> VERBS = Map.of(
            HttpMethod.GET, GET.class,
            HttpMethod.PUT, PUT.class,
            HttpMethod.POST, POST.class,
            HttpMethod.PATCH, PATCH.class,
            HttpMethod.DELETE, DELETE.class);

    private record Endpoint(HttpMethod verb, String path) {}

    /** More than one method where an operation has several media types. */
    private final Map<Endpoint, List<MethodInfo>> methods = new HashMap<>();

    ResourceMethods(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(Path.class)) {
            if (path.target().kind() == AnnotationTarget.Kind.CLASS) {
                ClassInfo resource = path.target().asClass();
                resource.methods().forEach(method -> add(path.value().asString() + pathOf(method), method));
            }
        }
    }

    private void add(String path, MethodInfo method) {
        VERBS.forEach((verb, annotation) -> {
            if (method.hasAnnotation(annotation)) {
                methods.computeIfAbsent(new Endpoint(verb, path), endpoint -> new ArrayList<>())
                        .add(method);
            }
        });
    }

    private static String pathOf(MethodInfo method) {
        AnnotationInstance path = method.annotation(Path.class);
        if (path == null) {
            return "";
        }
        String text = path.value().asString();
        return text.startsWith("/") ? text : "/" + text;
    }

    /** The annotation of an operation's method, or else of the method's class. */
    Optional<AnnotationInstance> annotation(HttpMethod verb, String path, Class<? extends Annotation> type) {
        return methods.getOrDefault(new Endpoint(verb, path), List.of()).stream()
                .flatMap(method -> Stream.ofNullable(
                        method.hasDeclaredAnnotation(type)
                                ? method.declaredAnnotation(type)
                                : method.declaringClass().declaredAnnotation(type)))
                .findFirst();
    }
}
