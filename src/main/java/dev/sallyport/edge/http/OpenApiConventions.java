package dev.sallyport.edge.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/**
 * Writes into the contract what holds for every operation: who may call it, the problems that any such call can get, and
 * an example of its body.
 *
 * <p>It runs in the build only, so that what is published and what a running service shows cannot differ.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiConventions implements OASFilter {

    /** OpenAPI has no place for answers that do not depend on the operation, only for extensions. */
    private static final String TO_ANY_REQUEST = "x-any-request";

    private static final String TO_ANY_OAUTH_REQUEST = "x-any-oauth-request";

    private static final String TO_UNKNOWN_PATH = "x-unknown-path";

    private static final String CLIENT_ROLE = "client:";
    private static final String SIGN_UP_ROLE = "sign-up";
    static final String OAUTH_ROOT = "/oauth2";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        OpenApiComponents.addTo(api.getComponents());
        if (api.getServers() == null || api.getServers().isEmpty()) {
            api.addServer(OASFactory.createServer().url("/").description("Where this document was read."));
        }
        api.addExtension(TO_ANY_REQUEST, OpenApiComponents.toAnyRequest());
        api.addExtension(TO_UNKNOWN_PATH, OpenApiComponents.toUnknownPath());
        api.addExtension(TO_ANY_OAUTH_REQUEST, OpenApiComponents.toAnyOauthRequest());
        if (api.getPaths() != null && api.getPaths().getPathItems() != null) {
            OpenApiExamples examples = new OpenApiExamples(api.getComponents());
            Map<String, PathItem> paths = new TreeMap<>(api.getPaths().getPathItems());
            paths.forEach((path, item) -> item.getOperations().values().forEach(operation -> {
                complete(path, item, operation);
                examples.addTo(operation);
            }));
            api.getPaths().setPathItems(paths);
        }
        sort(api);
    }

    private static void complete(String path, PathItem item, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        secure(operation);
        addCommonResponses(path, item, operation);
        operation.getResponses().getAPIResponses().forEach((status, response) -> addProblem(path, status, response));
        operation
                .getResponses()
                .setAPIResponses(new TreeMap<>(operation.getResponses().getAPIResponses()));
    }

    /** The framework gives one scheme with the roles as its scopes; each role tells which kind of credential is meant. */
    private static void secure(Operation operation) {
        Map<String, Set<String>> schemes = new TreeMap<>();
        List<SecurityRequirement> given = operation.getSecurity() == null ? List.of() : operation.getSecurity();
        for (SecurityRequirement requirement : given) {
            requirement.getSchemes().forEach((name, roles) -> {
                if (roles.isEmpty()) {
                    schemes.computeIfAbsent(known(name), scheme -> new TreeSet<>());
                }
                roles.forEach(role -> addRole(schemes, role));
            });
        }
        List<SecurityRequirement> requirements = new ArrayList<>();
        if (given.stream().anyMatch(OpenApiConventions::isOpen)) {
            requirements.add(OASFactory.createSecurityRequirement());
        }
        schemes.forEach((scheme, scopes) ->
                requirements.add(OASFactory.createSecurityRequirement().addScheme(scheme, List.copyOf(scopes))));
        operation.setSecurity(requirements);
    }

    /** One that asks for nothing: the others may be met, too, and do not have to be. */
    private static boolean isOpen(SecurityRequirement requirement) {
        return requirement.getSchemes() == null || requirement.getSchemes().isEmpty();
    }

    private static String known(String scheme) {
        return OpenApiComponents.SCHEMES.contains(scheme) ? scheme : OpenApiComponents.USER_TOKEN;
    }

    private static void addRole(Map<String, Set<String>> schemes, String role) {
        if (role.startsWith(CLIENT_ROLE)) {
            for (String scheme : List.of(OpenApiComponents.CLIENT_BASIC, OpenApiComponents.CLIENT_TOKEN)) {
                schemes.computeIfAbsent(scheme, name -> new TreeSet<>()).add(role.substring(CLIENT_ROLE.length()));
            }
        } else if (role.equals(SIGN_UP_ROLE)) {
            // Nobody's, and only where it is configured: the operation's own words tell.
            return;
        } else if (role.equals("enrollment")) {
            schemes.computeIfAbsent(OpenApiComponents.ENROLLMENT_TOKEN, scheme -> new TreeSet<>());
        } else {
            schemes.computeIfAbsent(OpenApiComponents.USER_TOKEN, scheme -> new TreeSet<>());
        }
    }

    private static void addCommonResponses(String path, PathItem item, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        boolean hasParameters = isFilled(operation.getParameters()) || isFilled(item.getParameters());
        boolean isOauth = path.startsWith(OAUTH_ROOT);
        if (isOauth) {
            addOauthResponses(operation);
            return;
        }
        if (hasBody || hasParameters) {
            add(operation, "400");
        }
        if (!operation.getSecurity().isEmpty()) {
            add(operation, "401");
            add(operation, "403");
        }
        if (operation.getSecurity().stream().anyMatch(OpenApiConventions::isForClients)) {
            add(operation, "429");
        }
        if (hasBody) {
            add(operation, "413");
            add(operation, "415");
        }
        if (operation.getResponses().getAPIResponses().keySet().stream().noneMatch(status -> status.startsWith("4"))) {
            add(operation, "406");
        }
        add(operation, "503");
    }

    /** They have a form of their own (RFC 6749 section 5.2), and 400 and 401 are declared by each. */
    private static void addOauthResponses(Operation operation) {
        if (!operation.getSecurity().isEmpty()
                && operation.getSecurity().stream().noneMatch(OpenApiConventions::isOpen)) {
            operation.getResponses().addAPIResponse("403", OpenApiComponents.oauthResponse("403"));
        }
        for (String status : List.of("413", "429", "503")) {
            operation.getResponses().addAPIResponse(status, OpenApiComponents.oauthResponse(status));
        }
    }

    private static boolean isForClients(SecurityRequirement requirement) {
        return requirement.getSchemes().containsKey(OpenApiComponents.CLIENT_BASIC);
    }

    private static boolean isFilled(List<?> list) {
        return list != null && !list.isEmpty();
    }

    private static void add(Operation operation, String status) {
        APIResponses responses = operation.getResponses();
        APIResponse present = responses.getAPIResponse(status);
        if (present == null || isGenerated(present)) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(OpenApiComponents.nameOf(status)));
        }
    }

    /** The framework describes the 401 and 403 of a secured operation in two words and without a body. */
    static boolean isGenerated(APIResponse response) {
        boolean isFrameworks =
                "Not Authorized".equals(response.getDescription()) || "Not Allowed".equals(response.getDescription());
        return isFrameworks && response.getContent() == null;
    }

    private static void addProblem(String path, String status, APIResponse response) {
        boolean isError = status.startsWith("4") || status.startsWith("5");
        if (isError && !path.startsWith(OAUTH_ROOT) && response.getRef() == null && response.getContent() == null) {
            response.setContent(OpenApiComponents.problemContent(Integer.parseInt(status), response.getDescription()));
        }
        if (response.getRef() == null && (status.equals("429") || status.equals("503"))) {
            response.addHeader("Retry-After", OpenApiComponents.retryAfter());
        }
    }

    private static void sort(OpenAPI api) {
        api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        if (api.getTags() != null) {
            Map<String, Tag> tags = new TreeMap<>();
            api.getTags().forEach(tag -> tags.put(tag.getName(), tag));
            api.setTags(new ArrayList<>(tags.values()));
        }
    }
}
