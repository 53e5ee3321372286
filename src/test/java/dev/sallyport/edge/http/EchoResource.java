package dev.sallyport.edge.http;

import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Operations of every kind that the HTTP surface has to carry; they exist in tests only. */
@Path("/v1/test")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {

    private static final Logger LOG = Logger.getLogger(EchoResource.class);

    public enum Color {
        RED
    }

    public record Part(@Size(max = 5) String label) {}

    public record Echo(
            String text,
            UUID id,
            int number,
            boolean flag,
            Instant at,
            Duration delay,
            Color color,
            @Size(max = 8) String small,
            @Valid Part part,
            List<String> tags) {}

    @POST
    @Path("/echo")
    @PermitAll
    @Operation(hidden = true)
    public Echo echo(@Valid @NotNull Echo echo) {
        return echo;
    }

    @DELETE
    @Path("/echo")
    @RolesAllowed("user")
    @Operation(hidden = true)
    public void delete() {}

    @POST
    @Path("/no-body")
    @PermitAll
    @Operation(hidden = true)
    public Map<String, String> withoutBody() {
        return Map.of("did", "it");
    }

    @GET
    @Path("/worker")
    @PermitAll
    @Operation(hidden = true)
    public Map<String, String> worker() {
        return request();
    }

    @GET
    @Path("/event-loop")
    @NonBlocking
    @PermitAll
    @Operation(hidden = true)
    public Map<String, String> eventLoop() {
        return request();
    }

    @GET
    @Path("/limited")
    @PermitAll
    @Operation(hidden = true)
    public int limited(@QueryParam("limit") @jakarta.validation.constraints.Max(100) int limit) {
        return limit;
    }

    @POST
    @Path("/user")
    @RolesAllowed("user")
    @Operation(hidden = true)
    public Echo forUsers(@Valid @NotNull Echo echo) {
        return echo;
    }

    @GET
    @Path("/client")
    @RolesAllowed("client:sign-in")
    @Operation(hidden = true)
    public String forClients() {
        return "{}";
    }

    @GET
    @Path("/unannotated")
    @Operation(hidden = true)
    public String unannotated() {
        return "{}";
    }

    @GET
    @Path("/fault")
    @PermitAll
    @Operation(hidden = true)
    public String fault() {
        throw new IllegalStateException("a secret from a library");
    }

    @GET
    @Path("/outage")
    @PermitAll
    @Operation(hidden = true)
    public String outage() {
        throw new IllegalStateException(new SQLTransientConnectionException("db.internal refused", "08001"));
    }

    @GET
    @Path("/refusal")
    @PermitAll
    @Operation(hidden = true)
    public String refusal() {
        throw new ProblemException(ProblemType.TOO_MANY_ATTEMPTS)
                .detail("Wait a little.")
                .with("attemptsLeft", 0)
                .retryAfter(Duration.ofMillis(1500));
    }

    private static Map<String, String> request() {
        LOG.info("served");
        return Map.of(
                "requestId",
                RequestId.current(),
                "thread",
                Thread.currentThread().getName());
    }
}
