package dev.sallyport.edge.http;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.POST;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;

/**
 * Completes each operation of the contract with what follows from its code: who may call it, the status of its success,
 * and the shared parameters and responses that apply to it. The {@linkplain OpenApiTexts texts} are in files of
 * their own.
 *
 * <p>It runs in the build only, so that what is published and what a running service shows cannot differ.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {

    private final ResourceMethods methods;
    private final IndexView index;

    public OpenApiConventions(IndexView index) {
        this.index = index;
        methods = new ResourceMethods(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations().values().forEach(GeneratedResponses::dropErrors));
        OpenApiTexts.addTo(api);
        Components components = api.getComponents();
        OpenApiLengths.addTo(components, index);
        OpenApiProblems problems = new OpenApiProblems(components);
        problems.completeComponents();
        OpenApiExamples examples = new OpenApiExamples(components);
        Map<String, PathItem> paths = new TreeMap<>(api.getPaths().getPathItems());
        paths.forEach((path, item) -> item.getOperations().forEach((verb, operation) -> {
            if (operation.getResponses() == null) {
                operation.setResponses(OASFactory.createAPIResponses());
            }
            GeneratedResponses.moveSuccess(operation);
            OpenApiCallers.secure(operation);
            addStepUp(verb, path, operation, components);
            OpenApiResponses.addSharedResponses(path, operation, components);
            addCookies(verb, path, operation, components);
            addIdempotencyKey(verb, path, operation, components);
            shareParameters(operation, components);
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                problems.complete(path, status, response);
                OpenApiResponses.addRetryAfter(status, response);
                OpenApiResponses.addChallenge(
                        path, status, response, !operation.getSecurity().isEmpty());
            });
            OpenApiResponses.addRateLimits(operation);
            operation
                    .getResponses()
                    .setAPIResponses(new TreeMap<>(operation.getResponses().getAPIResponses()));
            examples.addTo(operation);
        }));
        api.getPaths().setPathItems(paths);
        sort(api);
    }

    /** A parameter without a text of its own is the shared one of that name and place. */
    private static void shareParameters(Operation operation, Components components) {
        if (operation.getParameters() != null) {
            operation.setParameters(operation.getParameters().stream()
                    .map(parameter -> shared(parameter, components).orElse(parameter))
                    .toList());
        }
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Optional<Parameter> shared(Parameter parameter, Components components) {
        return components.getParameters().entrySet().stream()
                .filter(entry -> parameter.getRef() == null && parameter.getDescription() == null)
                .filter(entry -> entry.getValue().getName().equals(parameter.getName()))
                .filter(entry -> entry.getValue().getIn() == parameter.getIn())
                .map(entry -> OASFactory.createParameter().ref(entry.getKey()))
                .findFirst();
    }

    /** A client that took this 401 for the end of the session would sign the user out. */
    private void addStepUp(PathItem.HttpMethod verb, String path, Operation operation, Components components) {
        if (methods.annotation(verb, path, RecentAuthentication.class).isPresent()) {
            OpenApiResponses.addText(operation, "401", "StepUpRequired", components)
                    .ifPresent(own -> own.addHeader(
                            "WWW-Authenticate", OASFactory.createHeader().ref("StepUpChallenge")));
        }
    }

    private void addCookies(PathItem.HttpMethod verb, String path, Operation operation, Components components) {
        methods.annotation(verb, path, UsesTokenCookies.class).ifPresent(use -> {
            List<Parameter> parameters = new ArrayList<>(parameters(operation));
            parameters.add(OASFactory.createParameter().in(In.HEADER).name(TokenCookies.HEADER));
            cookies(use.value("reads"))
                    .map(name -> OASFactory.createParameter().in(In.COOKIE).name(name))
                    .forEach(parameters::add);
            operation.setParameters(parameters);
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    response.addHeader("Set-Cookie", OASFactory.createHeader().ref("TokenCookies"));
                }
            });
            OpenApiResponses.addText(operation, "403", OpenApiProblems.form(path) + "ForeignPage", components);
        });
    }

    /** Every POST takes a key, unless its method says why not. */
    private void addIdempotencyKey(PathItem.HttpMethod verb, String path, Operation operation, Components components) {
        boolean takesKey = methods.annotation(verb, path, POST.class).isPresent()
                && methods.annotation(verb, path, WithoutIdempotencyKey.class).isEmpty();
        if (takesKey) {
            List<Parameter> parameters = new ArrayList<>(parameters(operation));
            parameters.add(OASFactory.createParameter().in(In.HEADER).name(IdempotencyKey.HEADER));
            operation.setParameters(parameters);
            OpenApiResponses.addShared(path, operation, "400");
            OpenApiResponses.addText(operation, "409", "RequestOutstanding", components);
            OpenApiResponses.addText(operation, "422", "IdempotencyKeyReused", components);
        }
    }

    private static Stream<String> cookies(AnnotationValue reads) {
        return reads == null
                ? Stream.empty()
                : Stream.of(reads.asEnumArray()).map(TokenCookie::valueOf).map(TokenCookie::cookieName);
    }

    private static void sort(OpenAPI api) {
        Components components = api.getComponents();
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        if (components.getExamples() != null) {
            components.setExamples(new TreeMap<>(components.getExamples()));
        }
        if (api.getTags() != null) {
            Map<String, Tag> tags = new TreeMap<>();
            api.getTags().forEach(tag -> tags.put(tag.getName(), tag));
            api.setTags(new ArrayList<>(tags.values()));
        }
    }
}
