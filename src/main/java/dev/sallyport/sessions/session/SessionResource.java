package dev.sallyport.sessions.session;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The session behind an access token. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sessions and tokens", description = "What a sign-in leaves behind, and how backends check it.")
public class SessionResource {

    private final Sessions sessions;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, CurrentCaller caller) {
        this.sessions = sessions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.USER)
    @Operation(
            operationId = "getSession",
            summary = "The session behind the token, live",
            description = "401 from the moment the session ends, even while the token itself has not expired.")
    @APIResponse(
            responseCode = "200",
            description = "The session.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class),
                            examples = @ExampleObject(name = "session", value = """
                                    {"id": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
                                     "user": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                              "email": "ada@example.org"},
                                     "acr": "2fa", "amr": ["pwd", "otp", "mfa"],
                                     "authTime": "2026-11-23T10:00:00Z", "createdAt": "2026-11-23T10:00:00Z",
                                     "lastSeenAt": "2026-11-23T10:00:00Z", "idleExpiresAt": "2026-11-30T10:00:00Z",
                                     "expiresAt": "2026-12-23T10:00:00Z"}
                                    """)))
    public SessionView session() {
        UserCaller user = caller.user();
        return sessions.findLive(user.sessionId(), user.userId())
                .map(SessionView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_AUTHENTICATED));
    }
}
