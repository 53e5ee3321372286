package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** An open challenge, for the holder of its token. */
@Path("/v1/sign-in/challenge")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ChallengeResource {

    private final SecondStepRouter secondStep;
    private final CurrentCaller caller;

    ChallengeResource(SecondStepRouter secondStep, CurrentCaller caller) {
        this.secondStep = secondStep;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @WithoutIdempotencyKey("it changes nothing")
    public ChallengeView challenge(@Valid @NotNull ChallengeRequest request) {
        return secondStep.view(request.challengeToken(), caller.context());
    }
}
