package dev.sallyport.signin.verification;

import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.session.SignedInResponse;
import jakarta.annotation.security.RolesAllowed;
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

/** Proving again who is there, before a sensitive operation. */
@Path("/v1/me/step-up")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(name = "Step-up", description = "Proving again who is there, when an operation answers `step-up-required`.")
public class StepUpResource {

    private final StepUpService stepUp;
    private final EmailCodeService emailCodes;
    private final SignInResponses answers;
    private final CurrentCaller caller;

    StepUpResource(StepUpService stepUp, EmailCodeService emailCodes, SignInResponses answers, CurrentCaller caller) {
        this.stepUp = stepUp;
        this.emailCodes = emailCodes;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @UsesTokenCookies
    @Operation(
            operationId = "stepUp",
            summary = "Prove again who you are",
            description = "New tokens of the same session with a fresh `auth_time`; the operation then works for ten"
                    + " minutes. With two-factor sign-in on, only `totp` and `recovery_code` are strong enough.")
    @APIResponse(
            responseCode = "200",
            description = "New tokens of the same session.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignedInResponse.class),
                            examples = @ExampleObject(name = "signedIn", value = SignInExamples.STEPPED_UP)))
    @APIResponse(
            responseCode = "401",
            description = "`invalid-code`, `invalid-credentials`, `challenge-expired`, or `step-up-required` where the"
                    + " method is too weak.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the password is right, but its owner has reported a sign-in or a change, or a"
                            + " hundred wrong codes were entered.")
    @APIResponse(responseCode = "409", description = "`conflict`: two-factor sign-in is not on.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`; `too-many-requests`: many of this user are under way.")
    public SignedInResponse stepUp(@Valid @NotNull StepUpRequest request) {
        return answers.signedIn(stepUp.stepUp(caller.user(), request, caller.context()), caller.context());
    }

    @POST
    @Path("/email")
    @ResponseStatus(202)
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "sendStepUpCode",
            summary = "Send a code by email, for a user without two-factor sign-in",
            description = "Asking again sends the same code, within the limits of `/v1/sign-in/resend`.")
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
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the owner has reported a sign-in or a change, or a hundred wrong codes were"
                            + " entered.")
    @APIResponse(
            responseCode = "409",
            description = "`conflict`: with two-factor sign-in on, a mail proves too little.")
    public CodeResendResponse sendCode() {
        return emailCodes.sendStepUpCode(caller.user(), caller.context()).orElseThrow();
    }
}
