package dev.sallyport.edge.http;

import dev.sallyport.base.problem.OAuthError;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of errors: each has the schema of its form and, as an example, the first problem that its description
 * names.
 *
 * <p>The types of today are a schema of their own, so that generated clients have a constant for each. A problem itself
 * has any URI as its type, and only names that schema: some generators make a choice of an enum and any other string an
 * enum, and a client that was made before a type was added could not read a problem of it.
 */
final class OpenApiProblems {

    private static final String TYPES = "ProblemType";
    private static final String EXAMPLE_ID = "urn:uuid:5f0c2a9e-3d57-4b1c-9c55-0d8e0b6a7c11";
    private static final String OAUTH = "OAuth";
    private static final String OAUTH_ROOT = "/oauth2";

    /** The shared responses that an operation gets without saying so, by status. */
    private static final Map<String, String> SHARED = Map.of(
            "400", "InvalidRequest",
            "401", "NotAuthenticated",
            "403", "Forbidden",
            "406", "NotAcceptable",
            "413", "PayloadTooLarge",
            "415", "UnsupportedMediaType",
            "429", "TooManyRequests",
            "503", "Unavailable");

    /** The further members without which a client could not go on. */
    private static final Map<ProblemType, Map<String, Object>> MEMBERS = Map.of(
            ProblemType.STEP_UP_REQUIRED, Map.of("methods", List.of("passkey", "recovery_code")),
            ProblemType.INVALID_CODE, Map.of("attemptsLeft", 4),
            ProblemType.PAYLOAD_TOO_LARGE, Map.of("maxBytes", 16_384),
            ProblemType.INVALID_REQUEST,
                    Map.of("errors", List.of(new TreeMap<>(Map.of("field", "email", "message", "is missing")))));

    /** Details that the service derives from the further members. */
    private static final Map<ProblemType, String> DETAILS = Map.of(
            ProblemType.INVALID_REQUEST, "email is missing",
            ProblemType.PAYLOAD_TOO_LARGE, "Send a body of at most 16384 bytes.");

    private final Components components;

    OpenApiProblems(Components components) {
        this.components = components;
    }

    static boolean isOAuth(String path) {
        return path.startsWith(OAUTH_ROOT);
    }

    /** What the names of shared responses begin with under a path. */
    static String form(String path) {
        return isOAuth(path) ? OAUTH : "";
    }

    static String sharedResponse(String path, String status) {
        return form(path) + SHARED.get(status);
    }

    /** Whether a response only refers to the shared one that every operation with its status gets. */
    static boolean isGeneral(APIResponse response) {
        if (response.getRef() == null) {
            return false;
        }
        String name = response.getRef().substring(response.getRef().lastIndexOf('/') + 1);
        return SHARED.containsValue(name.startsWith(OAUTH) ? name.substring(OAUTH.length()) : name);
    }

    /**
     * Lists the problem types, and gives the shared responses their bodies. Those of OAuth are about the same
     * problem as their namesakes.
     */
    void completeComponents() {
        Objects.requireNonNull(components.getSchemas().get(TYPES), TYPES)
                .enumeration(Arrays.stream(ProblemType.values())
                        .<Object>map(ProblemType::urn)
                        .toList());
        components.getResponses().forEach((name, response) -> {
            boolean isOAuth = name.startsWith(OAUTH);
            String shared = isOAuth ? name.substring(OAUTH.length()) : name;
            APIResponse general =
                    Objects.requireNonNull(components.getResponses().get(shared), shared);
            ProblemType type = firstNamed(general.getDescription())
                    .orElseThrow(() -> new IllegalStateException("Response " + name + " names no problem"));
            complete(isOAuth, type, response);
        });
    }

    /** Gives an operation's own error its body. */
    void complete(String path, String status, APIResponse response) {
        boolean isError = status.startsWith("4") || status.startsWith("5");
        if (isError && response.getRef() == null) {
            ProblemType type = firstNamed(response.getDescription())
                    .filter(named -> named.status() == Integer.parseInt(status))
                    .orElseGet(() -> firstOf(Integer.parseInt(status)));
            complete(isOAuth(path), type, response);
        }
    }

    private static Optional<ProblemType> firstNamed(String description) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> mention(description, type) >= 0)
                .min(Comparator.comparingInt(type -> mention(description, type)));
    }

    static boolean names(APIResponse response, ProblemType type) {
        return response.getDescription() != null && mention(response.getDescription(), type) >= 0;
    }

    private static int mention(String description, ProblemType type) {
        return description.indexOf("`" + type.slug() + "`");
    }

    private static ProblemType firstOf(int status) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status)
                .findFirst()
                .orElse(ProblemType.INTERNAL);
    }

    private static void complete(boolean isOAuth, ProblemType type, APIResponse response) {
        String name = isOAuth ? "application/json" : Problem.MEDIA_TYPE;
        if (response.getContent() == null) {
            response.setContent(OASFactory.createContent());
        }
        MediaType body =
                Optional.ofNullable(response.getContent().getMediaType(name)).orElseGet(OASFactory::createMediaType);
        response.getContent().addMediaType(name, body);
        body.setSchema(OASFactory.createSchema().ref(isOAuth ? "OAuthError" : "Problem"));
        if (body.getExamples() == null) {
            body.setExample(isOAuth ? oauthExample(type) : example(type));
        }
    }

    private static Map<String, Object> example(ProblemType type) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type.urn());
        example.put("title", type.title());
        example.put("status", type.status());
        example.put("detail", DETAILS.getOrDefault(type, type.detail()));
        example.put("instance", EXAMPLE_ID);
        example.putAll(MEMBERS.getOrDefault(type, Map.of()));
        Optional.ofNullable(waitSeconds(type)).ifPresent(seconds -> example.put("retryAfterSeconds", seconds));
        return example;
    }

    /** How long to wait, where every problem of the type says so; null where none does. */
    private static @Nullable Integer waitSeconds(ProblemType type) {
        if (type == ProblemType.REQUEST_OUTSTANDING) {
            return 1;
        }
        return switch (type.status()) {
            case 429 -> 60;
            case 503 -> 5;
            default -> null;
        };
    }

    private static Map<String, Object> oauthExample(ProblemType type) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("error", OAuthError.nameOf(type));
        example.put("error_description", type.detail());
        return example;
    }
}
