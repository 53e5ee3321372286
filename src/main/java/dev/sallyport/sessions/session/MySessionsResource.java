package dev.sallyport.sessions.session;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The user's own sessions. */
@Path("/v1/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(name = "Sessions and tokens")
public class MySessionsResource {

    private final SessionRevocation sessions;
    private final CurrentCaller caller;

    MySessionsResource(SessionRevocation sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listSessions",
            summary = "Where one is signed in",
            description = "The newest first: at most 50, since a further sign-in ends the oldest.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The `next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The sessions that are alive.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionPage.class),
                            examples = @ExampleObject(name = "sessions", value = """
                                    {"items": [{"id": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
                                                "createdAt": "2026-11-23T10:00:00Z",
                                                "lastSeenAt": "2026-11-23T10:04:00Z", "browser": "Chrome 140",
                                                "os": "Windows", "ip": "192.0.2.1", "amr": ["pwd", "otp", "mfa"],
                                                "acr": "2fa", "current": true}],
                                     "next": null}
                                    """)))
    public SessionPage list(@Context UriInfo uri) {
        return SessionPage.of(sessions.list(caller.user(), PageRequest.parse(uri.getQueryParameters())));
    }

    @DELETE
    @RecentAuthentication
    @ResponseStatus(204)
    @Operation(
            operationId = "endOtherSessions",
            summary = "Sign out everywhere else",
            description =
                    "Every other session ends, and what somebody else may have begun or kept is void: half-finished"
                            + " sign-ins, and the trust in every device. This session goes on; its device is verified again at"
                            + " the next sign-in.")
    @APIResponse(responseCode = "204", description = "Only this session is left.")
    public void endOthers() {
        sessions.endOthers(caller.user(), caller.context());
    }

    @DELETE
    @Path("/{id}")
    @RecentAuthentication
    @ResponseStatus(204)
    @Operation(
            operationId = "endSession",
            summary = "End one session",
            description = "Its access and refresh tokens are refused at once.")
    @APIResponse(responseCode = "204", description = "It has ended; if it was this one, this token is worth nothing.")
    @APIResponse(responseCode = "404", description = "`not-found`: none that is alive, or not one's own.")
    public void end(@PathParam("id") SessionId id) {
        if (!sessions.end(id, caller.user().userId(), EndReason.ENDED_BY_USER, caller.context())) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
    }
}
