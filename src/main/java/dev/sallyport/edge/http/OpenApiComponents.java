package dev.sallyport.edge.http;

import dev.sallyport.base.problem.OAuthError;
import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the operations of the contract share: the problem, the answers that hold it, and the kinds of credential. */
final class OpenApiComponents {

    static final String USER_TOKEN = "userToken";
    static final String ENROLLMENT_TOKEN = "enrollmentToken";
    static final String CLIENT_BASIC = "clientBasic";
    static final String CLIENT_TOKEN = "clientToken";
    static final Set<String> SCHEMES = Set.of(USER_TOKEN, ENROLLMENT_TOKEN, CLIENT_BASIC, CLIENT_TOKEN);

    private static final String OAUTH = "OAuth";
    private static final String EXAMPLE_ID = "urn:uuid:5f0c2a9e-3d57-4b1c-9c55-0d8e0b6a7c11";

    private enum Common {
        INVALID_REQUEST(ProblemType.INVALID_REQUEST, "InvalidRequest", "The request is malformed or not valid."),
        NOT_AUTHENTICATED(
                ProblemType.NOT_AUTHENTICATED, "NotAuthenticated", "The credential is missing, not valid or expired."),
        FORBIDDEN(ProblemType.FORBIDDEN, "Forbidden", "The caller is known but may not do this."),
        NO_SUCH_PATH(ProblemType.NO_SUCH_PATH, "NoSuchPath", "`no-such-path`: no operation has this path."),
        METHOD_NOT_ALLOWED(
                ProblemType.METHOD_NOT_ALLOWED, "MethodNotAllowed", "The path has other methods: Allow lists them."),
        NOT_ACCEPTABLE(ProblemType.NOT_ACCEPTABLE, "NotAcceptable", "There is no answer of a type that Accept allows."),
        PAYLOAD_TOO_LARGE(ProblemType.PAYLOAD_TOO_LARGE, "PayloadTooLarge", "The body is over 16 KiB."),
        URI_TOO_LONG(
                ProblemType.URI_TOO_LONG, "UriTooLong", "The request line is over 4 KiB. Over 8 KiB there is no body."),
        UNSUPPORTED_MEDIA_TYPE(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "UnsupportedMediaType",
                "The body is of another type, or compressed."),
        TOO_MANY_REQUESTS(
                ProblemType.TOO_MANY_REQUESTS,
                "TooManyRequests",
                "A client is over its limit: try again after Retry-After."),
        HEADERS_TOO_LARGE(
                ProblemType.HEADERS_TOO_LARGE,
                "HeadersTooLarge",
                "The header fields are over 16 KiB. Over 32 KiB there is no body."),
        INTERNAL(ProblemType.INTERNAL, "Internal", "A fault of the service; the log has its cause under `instance`."),
        UNAVAILABLE(
                ProblemType.UNAVAILABLE, "Unavailable", "Busy, or without its database: try again after Retry-After.");

        private final ProblemType type;
        private final String name;
        private final String description;

        Common(ProblemType type, String name, String description) {
            this.type = type;
            this.name = name;
            this.description = description;
        }
    }

    /** What any request may get, whichever operation it is for: most of it before an operation is looked for. */
    private static final Set<Common> TO_ANY_REQUEST = EnumSet.of(
            Common.INVALID_REQUEST,
            Common.METHOD_NOT_ALLOWED,
            Common.NOT_ACCEPTABLE,
            Common.PAYLOAD_TOO_LARGE,
            Common.URI_TOO_LONG,
            Common.HEADERS_TOO_LARGE,
            Common.INTERNAL);

    private OpenApiComponents() {}

    static void addTo(Components components) {
        OpenApiProblems.addTo(components);
        for (Common common : Common.values()) {
            components.addResponse(common.name, response(common));
        }
        TO_ANY_REQUEST.forEach(common -> components.addResponse(OAUTH + common.name, oauthResponse(common)));
        components.addSecurityScheme(CLIENT_BASIC, basic());
        components.addSecurityScheme(CLIENT_TOKEN, clientCredentials());
        components.addSecurityScheme(
                ENROLLMENT_TOKEN, bearer("The enrollmentToken of a sign-in: it opens the enrollment calls only."));
        components.addSecurityScheme(
                USER_TOKEN, bearer("The accessToken of a user's session.").bearerFormat("JWT"));
    }

    /** The shared answers that no operation lists, by status. */
    static Map<String, Object> toAnyRequest() {
        return toAnyRequest("");
    }

    /** The answer where no operation has the path. */
    static Map<String, Object> toUnknownPath() {
        return Map.of(
                Integer.toString(ProblemType.NO_SUCH_PATH.status()),
                Map.of("$ref", "#/components/responses/" + Common.NO_SUCH_PATH.name));
    }

    /** The same in the form of OAuth. */
    static Map<String, Object> toAnyOauthRequest() {
        return toAnyRequest(OAUTH);
    }

    private static Map<String, Object> toAnyRequest(String form) {
        Map<String, Object> responses = new TreeMap<>();
        TO_ANY_REQUEST.forEach(common -> responses.put(
                Integer.toString(common.type.status()),
                Map.of("$ref", "#/components/responses/" + form + common.name)));
        return responses;
    }

    /** The name of the shared answer of a status. */
    static String nameOf(String status) {
        return common(status).name;
    }

    private static Common common(String status) {
        return Arrays.stream(Common.values())
                .filter(common -> common.type.status() == Integer.parseInt(status))
                .findFirst()
                .orElseThrow();
    }

    /** The same answer in the form of OAuth. */
    static APIResponse oauthResponse(String status) {
        return oauthResponse(common(status));
    }

    private static APIResponse oauthResponse(Common common) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("error", OAuthError.nameOf(common.type));
        example.put("error_description", common.type.detail());
        Content content = OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("OAuthError"))
                                .example(example));
        return response(common).content(content);
    }

    /** A problem as content; its example is the first problem that the description names, or the status's general one. */
    static Content problemContent(int status, String description) {
        ProblemType type = Arrays.stream(ProblemType.values())
                .filter(candidate -> candidate.status() == status)
                .min(Comparator.comparingInt(candidate -> mention(description, candidate)))
                .orElse(ProblemType.INTERNAL);
        return content(type);
    }

    private static int mention(String description, ProblemType type) {
        int at = description.indexOf("`" + type.slug() + "`");
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    private static APIResponse response(Common common) {
        APIResponse response =
                OASFactory.createAPIResponse().description(common.description).content(content(common.type));
        if (common == Common.UNAVAILABLE || common == Common.TOO_MANY_REQUESTS) {
            response.addHeader("Retry-After", retryAfter());
        }
        return response;
    }

    static Header retryAfter() {
        Schema seconds = OASFactory.createSchema().addType(SchemaType.INTEGER);
        return OASFactory.createHeader().description("Seconds to wait.").schema(seconds);
    }

    private static Content content(ProblemType type) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type.urn());
        example.put("title", type.title());
        example.put("status", type.status());
        example.put("detail", type.detail());
        example.put("instance", EXAMPLE_ID);
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(OpenApiProblems.PROBLEM))
                                .example(example));
    }

    private static SecurityScheme bearer(String description) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }

    private static SecurityScheme clientCredentials() {
        OAuthFlow flow = OASFactory.createOAuthFlow()
                .tokenUrl("/oauth2/token")
                .addScope("introspect", "Ask whether tokens are good.")
                .addScope("sign-in", "Open the second door for users whose password was checked elsewhere.")
                .addScope("provision", "Make accounts and users.")
                .addScope("admin", "Administer the service as a whole.");
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .flows(OASFactory.createOAuthFlows().clientCredentials(flow))
                .description("A Bearer token that a backend gets for its id and secret at `/oauth2/token`.");
    }

    private static SecurityScheme basic() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("basic")
                .description("Client id and secret of a backend; the scopes that a call needs are listed with it.");
    }
}
