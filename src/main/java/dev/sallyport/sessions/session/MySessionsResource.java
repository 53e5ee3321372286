package dev.sallyport.sessions.session;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The user's own sessions. */
@Path("/v1/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class MySessionsResource {

    private final SessionList list;
    private final SessionRevocation sessions;
    private final CurrentCaller caller;

    MySessionsResource(SessionList list, SessionRevocation sessions, CurrentCaller caller) {
        this.list = list;
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public SessionPage list(@Context UriInfo uri) {
        return SessionPage.of(list.list(caller.user(), PageRequest.parse(uri.getQueryParameters())));
    }

    @DELETE
    @RecentAuthentication
    @ResponseStatus(204)
    public void endOthers() {
        sessions.endOthers(caller.user(), caller.context());
    }

    @DELETE
    @Path("/{id}")
    @RecentAuthentication
    @ResponseStatus(204)
    public void end(@PathParam("id") SessionId id) {
        if (!sessions.end(id, caller.user().userId(), EndReason.ENDED_BY_USER, caller.context())) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
    }
}
