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
import java.util.Objects;
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
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
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

    private static final String RETRY_AFTER = "Retry-After";

    private final ResourceMethods methods;

    public OpenApiConventions(IndexView index) {
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
            addSharedResponses(path, operation);
            addCookies(verb, path, operation, components);
            addIdempotencyKey(verb, path, operation, components);
            shareParameters(operation, components);
            operation.getResponses().getAPIResponses().forEach((status, response) -> {
                problems.complete(path, status, response);
                addRetryAfter(status, response);
            });
            addRateLimits(operation);
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
            addText(operation, "401", "StepUpRequired", components)
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
            addText(operation, "403", OpenApiProblems.form(path) + "ForeignPage", components);
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
            addShared(path, operation, "400");
            addText(operation, "409", "RequestOutstanding", components);
            addText(operation, "422", "IdempotencyKeyReused", components);
        }
    }

    private static Stream<String> cookies(AnnotationValue reads) {
        return reads == null
                ? Stream.empty()
                : Stream.of(reads.asEnumArray()).map(TokenCookie::valueOf).map(TokenCookie::cookieName);
    }

    /**
     * Adds a reason for a status: a reference to a shared response where the operation says nothing of that status, or
     * else the text of the shared response behind the operation's own.
     *
     * @return the operation's own response; empty where it refers to the shared one
     */
    private static Optional<APIResponse> addText(
            Operation operation, String status, String shared, Components components) {
        APIResponses responses = operation.getResponses();
        APIResponse own = responses.getAPIResponse(status);
        if (own == null || own.getRef() != null || GeneratedResponses.is(own)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(shared));
            return Optional.empty();
        }
        String text = Objects.requireNonNull(components.getResponses().get(shared), shared)
                .getDescription();
        String problem = text.substring(0, text.indexOf(':'));
        return Optional.of(
                own.getDescription().contains(problem) ? own : own.description(own.getDescription() + " " + text));
    }

    private static void addSharedResponses(String path, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        if (OpenApiProblems.isOAuth(path)) {
            // 400 and 401 have names of their own there (RFC 6749 section 5.2), which each operation lists.
            Stream.of("413", "429", "503").forEach(status -> addShared(path, operation, status));
            if (OpenApiCallers.needsCaller(operation)) {
                addShared(path, operation, "403");
            }
            return;
        }
        if (hasBody || !parameters(operation).isEmpty()) {
            addShared(path, operation, "400");
        }
        if (!operation.getSecurity().isEmpty()) {
            addShared(path, operation, "401");
            addShared(path, operation, "403");
        }
        if (OpenApiCallers.isForClients(operation)) {
            addShared(path, operation, "429");
        }
        if (hasBody) {
            addShared(path, operation, "413");
            addShared(path, operation, "415");
        }
        if (operation.getResponses().getAPIResponses().keySet().stream().noneMatch(status -> status.startsWith("4"))) {
            addShared(path, operation, "406");
        }
        addShared(path, operation, "503");
    }

    private static void addShared(String path, Operation operation, String status) {
        APIResponse present = operation.getResponses().getAPIResponse(status);
        if (present == null || GeneratedResponses.is(present)) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            status, OASFactory.createAPIResponse().ref(OpenApiProblems.sharedResponse(path, status)));
        }
    }

    private static void addRetryAfter(String status, APIResponse response) {
        if (response.getRef() == null && (status.equals("429") || status.equals("503"))) {
            response.addHeader(RETRY_AFTER, OASFactory.createHeader().ref("RetryAfter"));
        }
    }

    /** Where a limit can refuse a request, the answers say what is left of it. */
    private static void addRateLimits(Operation operation) {
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        if (responses.containsKey("429")) {
            responses.forEach((status, response) -> {
                if (response.getRef() == null && (status.startsWith("2") || status.equals("429"))) {
                    response.addHeader("RateLimit", OASFactory.createHeader().ref("RateLimit"));
                    response.addHeader(
                            "RateLimit-Policy", OASFactory.createHeader().ref("RateLimitPolicy"));
                }
            });
        }
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
