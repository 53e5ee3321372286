package dev.sallyport.sessions.session;

import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The end of a session by its user. */
@Path("/v1/sign-out")
public class SignOutResource {

    private final SessionRevocation sessions;
    private final TokenCookies cookies;
    private final CurrentCaller caller;

    SignOutResource(SessionRevocation sessions, TokenCookies cookies, CurrentCaller caller) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.USER)
    @UsesTokenCookies
    @ResponseStatus(204)
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @WithoutIdempotencyKey("it can be repeated as it is")
    public void signOut() {
        UserCaller user = caller.user();
        sessions.end(user.sessionId(), user.userId(), EndReason.SIGNED_OUT, caller.context());
        cookies.forgetRefreshToken();
    }
}
