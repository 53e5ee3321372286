package dev.sallyport.sessions.session;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The session behind an access token. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final Sessions sessions;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @RolesAllowed(Roles.USER)
    public SessionView session() {
        UserCaller user = caller.user();
        return sessions.findLive(user.sessionId(), user.userId())
                .map(SessionView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
    }
}
