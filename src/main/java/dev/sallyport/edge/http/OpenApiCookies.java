package dev.sallyport.edge.http;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;

/**
 * Writes into the contract what a page may ask of the operations that {@linkplain UsesTokenCookies use cookies}. It runs
 * after the conventions, which see to the rest of the answers.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class OpenApiCookies implements OASFilter {

    private static final String ASKING =
            "Where cookies are switched on, `1` asks for the refresh and the device token as"
                    + " cookies of a page's browser and not in the body. Only for pages of this origin or of an allowed one.";

    private static final String SETTING = "With `" + TokenCookies.HEADER + ": 1`: `__Host-sallyport-refresh` and"
            + " `__Host-sallyport-device`, as far as there are such tokens, or the end of the first; `Secure`,"
            + " `HttpOnly`, `SameSite=Strict`, `Path=/`.";

    private static final String FOREIGN =
            "`forbidden`: `" + TokenCookies.HEADER + "` came from a page of a foreign origin.";

    private static final String ASKING_NAME = "SallyportCookies";
    private static final String SETTING_NAME = "TokenCookies";
    private static final String FOREIGN_NAME = "ForeignPage";

    /** The cookies that each operation reads, by its id. */
    private final Map<String, List<TokenCookie>> reading = new HashMap<>();

    public OpenApiCookies(IndexView index) {
        for (AnnotationInstance use : index.getAnnotations(UsesTokenCookies.class)) {
            if (use.target().kind() == AnnotationTarget.Kind.METHOD) {
                String id = use.target()
                        .asMethod()
                        .annotation(org.eclipse.microprofile.openapi.annotations.Operation.class)
                        .value("operationId")
                        .asString();
                reading.put(id, read(use.value("reads")));
            }
        }
    }

    private static List<TokenCookie> read(AnnotationValue cookies) {
        return cookies == null
                ? List.of()
                : List.of(cookies.asEnumArray()).stream()
                        .map(TokenCookie::valueOf)
                        .toList();
    }

    @Override
    public Operation filterOperation(Operation operation) {
        List<TokenCookie> cookies = reading.get(operation.getOperationId());
        if (cookies != null) {
            List<Parameter> parameters =
                    new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
            parameters.add(OASFactory.createParameter().ref(ASKING_NAME));
            cookies.forEach(cookie -> parameters.add(parameter(
                    In.COOKIE, cookie.cookieName(), "Stands in for the token that the body leaves out.", text())));
            operation.setParameters(parameters);
            operation.getResponses().getAPIResponses().forEach(OpenApiCookies::describe);
            refuse(operation.getResponses());
        }
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents()
                .addParameter(
                        ASKING_NAME, parameter(In.HEADER, TokenCookies.HEADER, ASKING, text().addEnumeration("1")))
                .addHeader(
                        SETTING_NAME,
                        OASFactory.createHeader().description(SETTING).schema(text()))
                .addResponse(
                        FOREIGN_NAME,
                        OASFactory.createAPIResponse()
                                .description("The caller may not do this. " + FOREIGN)
                                .content(OpenApiComponents.problemContent(403, FOREIGN)));
        api.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(OpenApiConventions.OAUTH_ROOT)) {
                item.getOperations().values().forEach(operation -> refuseAsOauth(operation.getResponses()));
            }
        });
    }

    /** Errors under {@code /oauth2} have another form than the shared one. */
    private static void refuseAsOauth(APIResponses responses) {
        APIResponse present = responses.getAPIResponse("403");
        if (present != null && present.getRef() != null && present.getRef().endsWith(FOREIGN_NAME)) {
            responses.addAPIResponse(
                    "403",
                    OpenApiComponents.oauthResponse("403").description("The caller may not do this. " + FOREIGN));
        }
    }

    private static void describe(String status, APIResponse response) {
        if (status.startsWith("2")) {
            response.addHeader("Set-Cookie", OASFactory.createHeader().ref(SETTING_NAME));
        }
    }

    /** An operation's own words stay. */
    private static void refuse(APIResponses responses) {
        APIResponse present = responses.getAPIResponse("403");
        if (present == null || present.getDescription() == null) {
            responses.addAPIResponse("403", OASFactory.createAPIResponse().ref(FOREIGN_NAME));
        } else {
            present.setDescription(present.getDescription() + " " + FOREIGN);
        }
    }

    private static Parameter parameter(In in, String name, String description, Schema schema) {
        return OASFactory.createParameter()
                .in(in)
                .name(name)
                .description(description)
                .schema(schema);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }
}
