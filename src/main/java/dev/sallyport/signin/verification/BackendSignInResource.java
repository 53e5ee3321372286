package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.session.SessionTokens;
import dev.sallyport.sessions.session.SignInResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

/** The second step alone, for backends that check passwords themselves. */
@Path("/v1/challenges")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.CLIENT_SIGN_IN)
public class BackendSignInResource {

    private final BackendSignInService signIn;
    private final SessionTokens tokens;
    private final CurrentCaller caller;

    BackendSignInResource(BackendSignInService signIn, SessionTokens tokens, CurrentCaller caller) {
        this.signIn = signIn;
        this.tokens = tokens;
        this.caller = caller;
    }

    @POST
    @APIResponseSchema(SignInResponseSchema.class)
    public SignInResponse open(@Valid @NotNull BackendSignInRequest request) {
        return signIn.open(request, caller.client(), caller.originOf(request.ip(), request.userAgent()))
                .answer(signedIn -> tokens.sign(signedIn.session(), signedIn.notices()));
    }

    @POST
    @Path("/totp-check")
    @ResponseStatus(204)
    public void check(@Valid @NotNull BackendTotpCheck request) {
        signIn.check(request, caller.client(), caller.context());
    }
}
