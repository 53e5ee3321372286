package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.factors.passkey.PasskeyOptionsResponse;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import dev.sallyport.sessions.session.SignedInResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Step-up authentication before a sensitive operation. */
@Path("/v1/me/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class StepUpResource {

    private final StepUpService stepUp;
    private final EmailCodeService emailCodes;
    private final PasskeyOptionsService passkeys;
    private final SignInResponses answers;
    private final CurrentCaller caller;

    StepUpResource(
            StepUpService stepUp,
            EmailCodeService emailCodes,
            PasskeyOptionsService passkeys,
            SignInResponses answers,
            CurrentCaller caller) {
        this.stepUp = stepUp;
        this.emailCodes = emailCodes;
        this.passkeys = passkeys;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @UsesTokenCookies
    public SignedInResponse stepUp(@Valid @NotNull StepUpRequest request) {
        return answers.signedIn(stepUp.stepUp(caller.user(), request, caller.context()), caller.context());
    }

    @POST
    @Path("/passkey-options")
    @Consumes(MediaType.WILDCARD)
    @WithoutIdempotencyKey("it changes nothing")
    public PasskeyOptionsResponse passkeyOptions() {
        return passkeys.forSession(caller.user()).orElseThrow();
    }

    @POST
    @Path("/email")
    @ResponseStatus(202)
    @Consumes(MediaType.WILDCARD)
    public CodeResendResponse sendCode() {
        return emailCodes.sendStepUpCode(caller.user(), caller.context()).orElseThrow();
    }
}
