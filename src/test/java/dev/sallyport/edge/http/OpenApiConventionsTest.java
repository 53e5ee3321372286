package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The conventions of the contract")
class OpenApiConventionsTest {

    private static Operation complete(String path, Operation operation) {
        OpenAPI api = OASFactory.createOpenAPI()
                .paths(OASFactory.createPaths()
                        .addPathItem(path, OASFactory.createPathItem().POST(operation)));
        new OpenApiConventions().filterOpenAPI(api);
        assertThat(api.getComponents().getSchemas()).containsKey("Problem");
        return operation;
    }

    @Test
    @DisplayName("say once for all what any request may get, and nothing that an operation decides")
    void anyRequest() {
        OpenAPI api = OASFactory.createOpenAPI();
        new OpenApiConventions().filterOpenAPI(api);
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
    @DisplayName("leave the errors of RFC 6749 to the operations under /oauth2")
    void oauth() {
        Operation token =
                complete("/oauth2/token", secured("client:introspect").requestBody(OASFactory.createRequestBody()));
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
}
