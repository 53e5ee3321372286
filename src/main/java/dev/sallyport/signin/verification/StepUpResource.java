package dev.sallyport.signin.verification;

import dev.sallyport.base.browser.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.session.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Proving again who is there, before a sensitive operation. */
@Path("/v1/me/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class StepUpResource {

    private final StepUpService stepUp;
    private final EmailCodeService emailCodes;
    private final SignInAnswers answers;
    private final CurrentCaller caller;

    StepUpResource(StepUpService stepUp, EmailCodeService emailCodes, SignInAnswers answers, CurrentCaller caller) {
        this.stepUp = stepUp;
        this.emailCodes = emailCodes;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @UsesTokenCookies
    public SignedIn stepUp(@Valid @NotNull StepUpRequest request) {
        Step step = stepUp.stepUp(caller.user(), request, caller.origin());
        return answers.signedIn(step, step.session().orElseThrow(), caller.origin());
    }

    @POST
    @Path("/email")
    @ResponseStatus(202)
    @Consumes(MediaType.WILDCARD)
    public ResendAccepted sendCode() {
        return emailCodes.sendStepUpCode(caller.user(), caller.origin()).orElseThrow();
    }
}
