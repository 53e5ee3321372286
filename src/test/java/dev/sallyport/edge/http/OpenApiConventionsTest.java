package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.selfservice.ownpassword.PasswordResource;
import dev.sallyport.signin.verification.SignInResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The conventions of the contract")
class OpenApiConventionsTest {

    private static OpenApiConventions conventions() {
        try {
            return new OpenApiConventions(Index.of(SignInResource.class, PasswordResource.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation complete(String path, Operation operation) {
        OpenAPI api = OASFactory.createOpenAPI()
                .paths(OASFactory.createPaths()
                        .addPathItem(path, OASFactory.createPathItem().POST(operation)));
        conventions().filterOpenAPI(api);
        assertThat(api.getComponents().getSchemas()).containsKey("Problem");
        return operation;
    }

    @Test
    @DisplayName("say once for all what any request may get, and nothing that an operation decides")
    void anyRequest() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        assertThat((Map<?, ?>) api.getExtensions().get("x-any-request"))
                .extracting(Map::keySet)
                .isEqualTo(Set.of("400", "405", "406", "413", "414", "431", "500"));
    }

    private static Operation secured(String... roles) {
        return OASFactory.createOperation()
                .addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme("SecurityScheme", List.of(roles)));
    }

    private static List<String> schemes(Operation operation) {
        return operation.getSecurity().stream()
                .map(requirement -> requirement.getSchemes().toString())
                .toList();
    }

    @Test
    @DisplayName("name the credential after the role")
    void roles() {
        assertThat(schemes(complete("/v1/a", secured("user")))).containsExactly("{userToken=[]}");
        assertThat(schemes(complete("/v1/a", secured("support")))).containsExactly("{userToken=[]}");
        assertThat(schemes(complete("/v1/a", secured()))).containsExactly("{userToken=[]}");
        assertThat(schemes(complete("/v1/a", secured("user", "enrollment"))))
                .containsExactly("{enrollmentToken=[]}", "{userToken=[]}");
        assertThat(schemes(complete("/v1/a", secured("client:sign-in", "client:admin"))))
                .containsExactly("{clientBasic=[admin, sign-in]}", "{clientToken=[admin, sign-in]}");
        assertThat(schemes(complete("/v1/a", OASFactory.createOperation()))).isEmpty();
        assertThat(complete("/v1/a", secured("sign-up", "client:provision")).getSecurity())
                .as("a stranger may need no credential")
                .hasSize(3)
                .first()
                .satisfies(none -> assertThat(none.getSchemes()).isNullOrEmpty());
    }

    @Test
    @DisplayName("give an operation the problems that it can get, in order")
    void commonResponses() {
        Operation open = complete("/v1/a", OASFactory.createOperation());
        assertThat(open.getResponses().getAPIResponses()).containsOnlyKeys("406", "503");
        Operation full = complete("/v1/a", secured("user").requestBody(OASFactory.createRequestBody()));
        assertThat(full.getResponses().getAPIResponses().keySet())
                .containsExactly("400", "401", "403", "413", "415", "503");
        assertThat(full.getResponses().getAPIResponse("400").getRef())
                .isEqualTo("#/components/responses/InvalidRequest");
    }

    @Test
    @DisplayName("name the headers of a limit with every answer to what was counted")
    void limits() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        APIResponses responses =
                api.getPaths().getPathItem("/v1/accounts").getPOST().getResponses();
        for (String status : List.of("201", "409", "422", "429")) {
            assertThat(responses.getAPIResponse(status).getHeaders())
                    .as(status)
                    .containsKeys("RateLimit", "RateLimit-Policy");
        }
    }

    @Test
    @DisplayName("name the challenge of every 401, also where no credential is required")
    void challenges() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        for (String path : List.of("/v1/sign-in", "/v1/sign-in/verify", "/oauth2/token")) {
            APIResponse refused =
                    api.getPaths().getPathItem(path).getPOST().getResponses().getAPIResponse("401");
            assertThat(refused.getHeaders()).as(path).containsKey("WWW-Authenticate");
        }
    }

    @Test
    @DisplayName("show in an example what a client goes on with")
    void examples() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        Map<String, APIResponse> shared = api.getComponents().getResponses();
        assertThat(example(shared.get("StepUpRequired"))).containsKey("methods");
        assertThat(example(shared.get("InvalidRequest"))).containsKey("errors");
        assertThat(example(shared.get("TooManyRequests"))).containsKey("retryAfterSeconds");
        assertThat(shared.get("NotAuthenticated").getHeaders()).containsKey("WWW-Authenticate");
    }

    // an example that the filter made
    @SuppressWarnings("unchecked")
    private static Map<String, Object> example(APIResponse response) {
        return (Map<String, Object>)
                response.getContent().getMediaType("application/problem+json").getExample();
    }

    @Test
    @DisplayName("leave the errors of RFC 6749 to the operations under /oauth2")
    void oauth() {
        Operation token =
                complete("/oauth2/a", secured("client:introspect").requestBody(OASFactory.createRequestBody()));
        assertThat(token.getResponses().getAPIResponses().keySet()).containsExactly("403", "413", "429", "503");
    }

    @Test
    @DisplayName("keep what an operation says itself and add the problem to it")
    void ownResponses() {
        APIResponse conflict = OASFactory.createAPIResponse().description("The email is in use.");
        APIResponse own = OASFactory.createAPIResponse().description("The code is wrong.");
        APIResponse generated = OASFactory.createAPIResponse().description("Not Allowed");
        Operation operation = complete(
                "/v1/a",
                secured("user")
                        .responses(OASFactory.createAPIResponses()
                                .addAPIResponse("409", conflict)
                                .addAPIResponse("401", own)
                                .addAPIResponse("403", generated)));
        assertThat(conflict.getContent()
                        .getMediaType("application/problem+json")
                        .getSchema()
                        .getRef())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(operation.getResponses().getAPIResponse("401")).isSameAs(own);
        assertThat(own.getContent()).isNotNull();
        assertThat(operation.getResponses().getAPIResponse("403").getRef()).endsWith("/Forbidden");
    }

    @Test
    @DisplayName("put the schema of the answer where its text is, whatever status the scan has taken for it")
    void success() {
        Content scanned = OASFactory.createContent()
                .addMediaType(
                        "application/json",
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("Profile")));
        Operation operation = complete(
                "/v1/a",
                OASFactory.createOperation()
                        .responses(OASFactory.createAPIResponses()
                                .addAPIResponse(
                                        "200",
                                        OASFactory.createAPIResponse()
                                                .description("OK")
                                                .content(scanned))
                                .addAPIResponse(
                                        "202", OASFactory.createAPIResponse().description("Accepted, for later."))));
        assertThat(operation.getResponses().getAPIResponses()).doesNotContainKey("200");
        assertThat(operation.getResponses().getAPIResponse("202").getContent()).isSameAs(scanned);
    }

    @Test
    @DisplayName("refer to a shared parameter where the operation has no text of its own for it")
    void sharedParameters() {
        Operation operation = complete(
                "/v1/a",
                OASFactory.createOperation()
                        .addParameter(OASFactory.createParameter().name("limit").in(In.QUERY))
                        .addParameter(OASFactory.createParameter()
                                .name("after")
                                .in(In.QUERY)
                                .description("A cursor of another kind.")));
        assertThat(operation.getParameters())
                .extracting(Parameter::getRef)
                .containsExactly("#/components/parameters/Limit", null);
    }

    @Test
    @DisplayName("say of an operation that is closed to an old or weak sign-in that it is, behind its own words")
    void stepUp() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        APIResponse refused = api.getPaths()
                .getPathItem("/v1/me/password")
                .getPUT()
                .getResponses()
                .getAPIResponse("401");
        assertThat(refused.getDescription()).startsWith("`invalid-credentials`").contains("`step-up-required`");
        assertThat(refused.getHeaders()).containsKey("WWW-Authenticate");
    }

    @Test
    @DisplayName("say of an operation that uses cookies which it reads and sets, and to which pages it is closed")
    void cookies() {
        OpenAPI api = OASFactory.createOpenAPI().paths(OASFactory.createPaths());
        conventions().filterOpenAPI(api);
        Operation signIn = api.getPaths().getPathItem("/v1/sign-in").getPOST();
        assertThat(signIn.getParameters())
                .extracting(Parameter::getRef)
                .containsExactly(
                        "#/components/parameters/SallyportCookies",
                        "#/components/parameters/DeviceCookie",
                        "#/components/parameters/IdempotencyKey");
        APIResponses responses = signIn.getResponses();
        assertThat(responses.getAPIResponse("200").getHeaders()).containsKey("Set-Cookie");
        assertThat(responses.getAPIResponse("403").getDescription())
                .startsWith("`password-reset-required`")
                .contains("`Sallyport-Cookies`");
    }

    @Test
    @DisplayName("keep the words of one operation from another that the framework gave the same response")
    void sharedInstance() {
        APIResponse shared = OASFactory.createAPIResponse().description("Not Authorized");
        Operation password =
                secured("user").responses(OASFactory.createAPIResponses().addAPIResponse("401", shared));
        Operation other =
                secured("user").responses(OASFactory.createAPIResponses().addAPIResponse("401", shared));
        conventions()
                .filterOpenAPI(OASFactory.createOpenAPI()
                        .paths(OASFactory.createPaths()
                                .addPathItem(
                                        "/v1/me/password",
                                        OASFactory.createPathItem().PUT(password))
                                .addPathItem(
                                        "/v1/a", OASFactory.createPathItem().GET(other))));
        assertThat(password.getResponses().getAPIResponse("401").getDescription())
                .startsWith("`invalid-credentials`");
        assertThat(other.getResponses().getAPIResponse("401").getRef()).endsWith("/NotAuthenticated");
    }
}
