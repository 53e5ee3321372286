package dev.sallyport.sessions.session;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The session behind an access token, as it was read when its caller was authenticated. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final SecurityIdentity caller;

    SessionResource(SecurityIdentity caller) {
        this.caller = caller;
    }

    @GET
    @NonBlocking
    @ChangesNothing
    @RolesAllowed(Roles.USER)
    public SessionView session() {
        return Optional.ofNullable(caller.<ActiveSession>getAttribute(ActiveSession.OF_CALLER))
                .map(SessionView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
    }
}
