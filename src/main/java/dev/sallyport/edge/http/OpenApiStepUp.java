package dev.sallyport.edge.http;

import dev.sallyport.security.caller.RecentAuthentication;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Says of each operation that is closed to an old or weak sign-in that it is: a client that took its 401 for the end of
 * the session would sign the user out.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = OpenApiStepUp.BEFORE_THE_CONVENTIONS)
public class OpenApiStepUp implements OASFilter {

    static final int BEFORE_THE_CONVENTIONS = 2;

    private static final String STEP_UP_REQUIRED = "`step-up-required`";

    private static final String HOW =
            STEP_UP_REQUIRED + ": call `POST /v1/me/step-up`, then this again with its access token.";

    private final Set<String> operations;

    public OpenApiStepUp(IndexView index) {
        operations = index.getAnnotations(RecentAuthentication.class).stream()
                .map(AnnotationInstance::target)
                .flatMap(OpenApiStepUp::methods)
                .map(method -> method.annotation(org.eclipse.microprofile.openapi.annotations.Operation.class))
                .filter(operation -> operation != null && operation.value("operationId") != null)
                .map(operation -> operation.value("operationId").asString())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<MethodInfo> methods(AnnotationTarget target) {
        return target.kind() == AnnotationTarget.Kind.CLASS
                ? target.asClass().methods().stream()
                : Stream.of(target.asMethod());
    }

    @Override
    public Operation filterOperation(Operation operation) {
        if (operations.contains(operation.getOperationId())) {
            APIResponse unauthenticated = said(operation.getResponses().getAPIResponse("401"));
            operation.getResponses().addAPIResponse("401", unauthenticated.addHeader("WWW-Authenticate", challenge()));
        }
        return operation;
    }

    /** What the operation says of its 401 by itself goes first. */
    private static APIResponse said(APIResponse own) {
        if (own == null || OpenApiConventions.isGenerated(own)) {
            return OASFactory.createAPIResponse().description("Not signed in, or " + HOW);
        }
        boolean says = own.getDescription().contains(STEP_UP_REQUIRED);
        return says ? own : own.description(own.getDescription() + " Or " + HOW);
    }

    private static Header challenge() {
        return OASFactory.createHeader()
                .description(
                        "With `step-up-required`, RFC 9470: `error=\"insufficient_user_authentication\"`, how strong a"
                                + " proof in `acr_values`, and in `max_age` how many seconds old it may be.")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }
}
