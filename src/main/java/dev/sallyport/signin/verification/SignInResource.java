package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.factors.passkey.PasskeyOptionsResponse;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import dev.sallyport.sessions.session.SignInResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Signing in: the password, then a code where one is needed. */
@Path("/v1/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignInResource {

    private final SignInService signIn;
    private final SsoSignInService sso;
    private final PasskeySignInService passkeys;
    private final SecondStepRouter secondStep;
    private final SignInResponses answers;
    private final TokenCookies cookies;
    private final CurrentCaller caller;

    SignInResource(
            SignInService signIn,
            SsoSignInService sso,
            PasskeySignInService passkeys,
            SecondStepRouter secondStep,
            SignInResponses answers,
            TokenCookies cookies,
            CurrentCaller caller) {
        this.signIn = signIn;
        this.sso = sso;
        this.passkeys = passkeys;
        this.secondStep = secondStep;
        this.answers = answers;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @UsesTokenCookies(reads = TokenCookie.DEVICE)
    @APIResponseSchema(SignInResponseSchema.class)
    public SignInResponse signIn(@Valid @NotNull SignInRequest request) {
        return answer(
                signIn.signIn(request.withDeviceToken(cookies.deviceTokenOr(request.deviceToken())), caller.context()));
    }

    @POST
    @Path("/verify")
    @PermitAll
    @UsesTokenCookies
    @APIResponseSchema(VerificationResponseSchema.class)
    public SignInResponse verify(@Valid @NotNull VerifyRequest request) {
        return answer(secondStep.verify(request, caller.context()));
    }

    @POST
    @Path("/sso")
    @PermitAll
    @UsesTokenCookies(reads = TokenCookie.DEVICE)
    @APIResponseSchema(SignInResponseSchema.class)
    public SignInResponse signInBySso(@Valid @NotNull SsoSignInRequest request) {
        return answer(
                sso.signIn(request.withDeviceToken(cookies.deviceTokenOr(request.deviceToken())), caller.context()));
    }

    @POST
    @Path("/passkey")
    @PermitAll
    @UsesTokenCookies(reads = TokenCookie.DEVICE)
    @APIResponseSchema(VerificationResponseSchema.class)
    public SignInResponse signInByPasskey(@Valid @NotNull PasskeySignInRequest request) {
        return answer(passkeys.signIn(
                request.withDeviceToken(cookies.deviceTokenOr(request.deviceToken())), caller.context()));
    }

    @POST
    @Path("/passkey-options")
    @PermitAll
    @WithoutIdempotencyKey("it changes nothing")
    public PasskeyOptionsResponse passkeyOptions(@Valid @NotNull PasskeyOptionsRequest request) {
        return secondStep.passkeyOptions(request);
    }

    @POST
    @Path("/resend")
    @ResponseStatus(202)
    @PermitAll
    public CodeResendResponse resend(@Valid @NotNull ChallengeRequest request) {
        return secondStep.resend(request.challengeToken(), caller.context());
    }

    private SignInResponse answer(SignInResult result) {
        return answers.to(result, caller.context());
    }
}
