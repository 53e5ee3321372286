package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.sessions.session.SignInResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Signing in: the password, then a code where one is needed. */
@Path("/v1/sign-in")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sign-in", description = "The two doors: email and password first, then a code where one is needed.")
public class SignInResource {

    private final SignInService signIn;
    private final SsoSignInService sso;
    private final SecondStep secondDoor;
    private final SignInResponses answers;
    private final TokenCookies cookies;
    private final CurrentCaller caller;

    SignInResource(
            SignInService signIn,
            SsoSignInService sso,
            SecondStep secondDoor,
            SignInResponses answers,
            TokenCookies cookies,
            CurrentCaller caller) {
        this.signIn = signIn;
        this.sso = sso;
        this.secondDoor = secondDoor;
        this.answers = answers;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @UsesTokenCookies(reads = TokenCookie.DEVICE)
    @Operation(
            operationId = "signIn",
            summary = "First door: email and password",
            description = "Show what `status` says: the user is in, a code is needed, or a second factor must be set up"
                    + " first. An unknown email, a wrong password and a disabled user get the same answer.\n\n"
                    + "After ten wrong passwords for an email in 15 minutes, on an unrecognised device, the answer no"
                    + " longer says whether the password was right: each one, and each email, known or not, gets a"
                    + " challenge with the purpose `extra_verification`. It is passed only if the password was right"
                    + " and the code is.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in, or what is needed first: see `status`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignInOutcome.class),
                            examples = {
                                @ExampleObject(name = "byEmail", value = SignInExamples.BY_EMAIL),
                                @ExampleObject(name = "bySecondFactor", value = SignInExamples.BY_SECOND_FACTOR),
                                @ExampleObject(name = "blind", value = SignInExamples.BLIND),
                                @ExampleObject(name = "enrollment", value = SignInExamples.ENROLLMENT),
                                @ExampleObject(name = "signedIn", value = SignInExamples.SIGNED_IN_WITH_NOTICE)
                            }))
    @APIResponse(responseCode = "401", description = "`invalid-credentials`.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the password is right, but its owner has reported a sign-in or a change with it, or"
                            + " a hundred wrong codes were entered after it.")
    @APIResponse(
            responseCode = "429",
            description = "From this address: `too-many-attempts` for this email, `too-many-requests` for all.")
    @APIResponse(
            responseCode = "503",
            description = "`unavailable`: too many sign-ins with this email, or with any, at this moment.")
    public SignInResponse signIn(@Valid @NotNull SignInRequest request) {
        return answer(signIn.signIn(request.orDevice(cookies.deviceToken()), caller.context()));
    }

    @POST
    @Path("/verify")
    @PermitAll
    @UsesTokenCookies
    @Operation(
            operationId = "verifySignIn",
            summary = "Second door: answer the challenge",
            description = "Five wrong codes end the challenge; ten in a row, over all challenges, lock the second step"
                    + " for 15 minutes, then 30, then an hour. A challenge with the purpose `extra_verification` never"
                    + " says which proof was wrong, and never 429.")
    @APIResponse(
            responseCode = "200",
            description = "The user is in, or must set up a second factor first.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = VerificationOutcome.class),
                            examples = {
                                @ExampleObject(name = "signedIn", value = SignInExamples.SIGNED_IN),
                                @ExampleObject(name = "enrollment", value = SignInExamples.ENROLLMENT)
                            }))
    @APIResponse(
            responseCode = "401",
            description = "`invalid-code` with `attemptsLeft` and, for a code that was right once, its `reason`; or"
                    + " `challenge-expired`: expired, used, voided, unknown.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`; `too-many-requests`: many of this user are under way.")
    public SignInResponse verify(@Valid @NotNull VerifyRequest request) {
        return answer(secondDoor.verify(request, caller.context()));
    }

    @POST
    @Path("/sso")
    @PermitAll
    @UsesTokenCookies(reads = TokenCookie.DEVICE)
    @Operation(
            operationId = "signInBySso",
            summary = "First door: an identity provider's word",
            description = "The ID token of a provider that is configured for an account. Each works once. The policy of"
                    + " the account and email codes do not apply, unless the provider is configured otherwise: then the"
                    + " answer is as for a password.")
    @APIResponse(
            responseCode = "200",
            description = "Signed in, or what is needed first: see `status`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignInOutcome.class),
                            examples = {
                                @ExampleObject(name = "signedIn", value = SignInExamples.SIGNED_IN),
                                @ExampleObject(name = "enrollment", value = SignInExamples.ENROLLMENT),
                                @ExampleObject(name = "bySecondFactor", value = SignInExamples.BY_SECOND_FACTOR)
                            }))
    @APIResponse(
            responseCode = "401",
            description = "`invalid-id-token`: not good, used before, of an unknown provider, or of somebody unknown.")
    @APIResponse(responseCode = "429", description = "`too-many-requests` from this address.")
    public SignInResponse signInBySso(@Valid @NotNull SsoSignInRequest request) {
        return answer(sso.signIn(request.orDevice(cookies.deviceToken()), caller.context()));
    }

    @POST
    @Path("/resend")
    @ResponseStatus(202)
    @PermitAll
    @Operation(
            operationId = "resendEmailCode",
            summary = "Send the same email code again",
            description = "At most one mail in 30 seconds, 5 an hour and 10 a day for a user. Asked again within the 30"
                    + " seconds, it sends nothing and says how far the last mail has come. With the purpose"
                    + " `extra_verification` the `delivery` is always `queued`.")
    @APIResponse(
            responseCode = "202",
            description = "Accepted. `limited` where a limit of mails keeps it back until `resendAfter`.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CodeResendResponse.class),
                            examples = {
                                @ExampleObject(name = "accepted", value = """
                                    {"resendAfter": "2026-11-23T10:01:00Z", "delivery": "queued"}
                                    """),
                                @ExampleObject(name = "limited", value = """
                                    {"resendAfter": "2026-11-23T11:00:00Z", "delivery": "limited"}
                                    """)
                            }))
    @APIResponse(responseCode = "401", description = "`challenge-expired`: expired, used, voided, unknown.")
    @APIResponse(responseCode = "409", description = "`conflict`: this challenge has no email code.")
    public CodeResendResponse resend(@Valid @NotNull ChallengeRequest request) {
        return secondDoor.resend(request.challengeToken(), caller.context());
    }

    private SignInResponse answer(SignInResult result) {
        return answers.to(result, caller.context());
    }
}
