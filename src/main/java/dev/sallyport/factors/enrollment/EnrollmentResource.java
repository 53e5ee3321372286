package dev.sallyport.factors.enrollment;

import dev.sallyport.base.browser.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Setting up two-factor sign-in. */
@Path("/v1/me")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.ENROLLMENT})
@Tag(name = "Enrollment", description = "Setting up two-factor sign-in, with a user's session or an enrollment token.")
public class EnrollmentResource {

    private final EnrollmentService enrollment;
    private final ConfirmationService confirmation;
    private final AuthenticatorService authenticators;
    private final DisablingService disabling;
    private final CurrentCaller caller;

    EnrollmentResource(
            EnrollmentService enrollment,
            ConfirmationService confirmation,
            AuthenticatorService authenticators,
            DisablingService disabling,
            CurrentCaller caller) {
        this.enrollment = enrollment;
        this.confirmation = confirmation;
        this.authenticators = authenticators;
        this.disabling = disabling;
        this.caller = caller;
    }

    @GET
    @Path("/two-factor")
    @Operation(
            operationId = "getTwoFactor",
            summary = "How two-factor sign-in stands",
            description = "What the user has set up, what is left of it, and whether a policy requires it.")
    @APIResponse(
            responseCode = "200",
            description = "Authenticators, what is left of the recovery codes, and what is required.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TwoFactorStatus.class),
                            examples = @ExampleObject(name = "enabled", value = """
                                    {"enabled": true,
                                     "authenticators": [{"id": "0199d3c2-8c01-7a55-b0aa-5e6f708192a3",
                                       "name": "Ada's phone", "type": "totp", "status": "active",
                                       "createdAt": "2026-11-23T10:00:00Z", "lastUsedAt": null}],
                                     "recoveryCodesRemaining": 10, "paperKey": true, "required": false, "dueAt": null,
                                     "checkUpDueAt": "2026-12-21T10:00:00Z"}
                                    """)))
    public TwoFactorStatus status() {
        return enrollment.status(caller.enrolling());
    }

    @POST
    @Path("/authenticators")
    @ResponseStatus(201)
    @RecentAuthentication
    @Operation(
            operationId = "startEnrollment",
            summary = "Start binding an authenticator app",
            description = "The key counts for nothing until a code from it is confirmed. Starting again makes the first"
                    + " key worthless. It belongs to the session or token that began it: no other sees it, and it ends"
                    + " with that, and with a new password. Offer the paper key for download before going on.")
    @APIResponse(
            responseCode = "201",
            description = "The key, shown this once.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PendingAuthenticator.class),
                            examples = @ExampleObject(name = "pending", value = EnrollmentExamples.PENDING)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such authenticator to replace.")
    @APIResponse(responseCode = "409", description = "`too-many-authenticators`: a user has at most five.")
    public PendingAuthenticator start(@Valid @RequestBody(required = false) StartRequest request) {
        EnrollmentService.Started started =
                enrollment.start(caller.enrolling(), request, caller.origin()).orElseThrow();
        String png = Base64.getEncoder().encodeToString(new QrCode(started.key().otpauthUri()).png());
        return new PendingAuthenticator(
                started.key().authenticatorId(),
                "pending",
                started.key().secret(),
                started.key().secretGrouped(),
                started.key().otpauthUri(),
                "data:image/png;base64," + png,
                started.paperKey().orElse(null),
                started.expiresAt());
    }

    @GET
    @Path("/authenticators/{id}/qr")
    @Produces(QrCode.SVG)
    @RecentAuthentication
    @Operation(
            operationId = "getEnrollmentQrCode",
            summary = "The QR code of a pending authenticator, by Accept",
            description = "For an authenticator app to scan. It holds the key: show it to the user and keep no copy.")
    @APIResponse(
            responseCode = "200",
            description = "The image, as `image/svg+xml` or `image/png`.",
            content = {@Content(mediaType = QrCode.SVG), @Content(mediaType = QrCode.PNG)})
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "410", description = "`gone`: confirmed, expired or given up.")
    public String qrAsSvg(@PathParam("id") @Parameter(description = "The pending authenticator.") UUID id) {
        return qrCode(id).svg();
    }

    @GET
    @Path("/authenticators/{id}/qr")
    @Produces(QrCode.PNG)
    @RecentAuthentication
    @Operation(hidden = true) // the document describes both types at the operation above
    public byte[] qrAsPng(@PathParam("id") UUID id) {
        return qrCode(id).png();
    }

    @POST
    @Path("/authenticators/{id}/confirm")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RecentAuthentication
    @UsesTokenCookies
    @Operation(
            operationId = "confirmEnrollment",
            summary = "Confirm an authenticator with a code from it",
            description = "From now on sign-in asks for a code. The confirming code is spent. Recognised devices are"
                    + " forgotten, and the user's other sessions end unless the request says otherwise. With `Accept:"
                    + " text/plain` the answer is the recovery codes as a file to download, without the tokens: a"
                    + " page that keeps them as cookies has them, any other refreshes.")
    @APIResponse(
            responseCode = "200",
            description = "Active, with the recovery codes, shown this once, and new tokens.",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConfirmedAuthenticator.class),
                        examples = @ExampleObject(name = "active", value = EnrollmentExamples.ACTIVE))
            })
    @APIResponse(
            responseCode = "401",
            description = "`invalid-code` with `attemptsLeft`, and `reason` for a code of another time; the key stays"
                    + " pending.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`already-confirmed`.")
    @APIResponse(
            responseCode = "410",
            description = "`enrollment-expired`: five wrong codes, ten minutes, another start, or a new password.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`; `too-many-requests`: many of this user are under way.")
    public ConfirmedAuthenticator confirm(
            @PathParam("id") @Parameter(description = "The pending authenticator.") UUID id,
            @Valid @NotNull ConfirmRequest request) {
        return confirmation.confirm(caller.enrolling(), id, request, caller.origin());
    }

    @PATCH
    @Path("/authenticators/{id}")
    @RolesAllowed(Roles.USER)
    @Operation(
            operationId = "renameAuthenticator",
            summary = "Rename an authenticator",
            description = "The name is for the user alone.")
    @APIResponse(
            responseCode = "200",
            description = "The authenticator.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AuthenticatorView.class),
                            examples = @ExampleObject(name = "renamed", value = """
                                    {"id": "0199d3c2-8c01-7a55-b0aa-5e6f708192a3", "name": "Old phone",
                                     "type": "totp", "status": "active", "createdAt": "2026-11-23T10:00:00Z",
                                     "lastUsedAt": "2026-11-23T11:00:00Z"}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public AuthenticatorView rename(
            @PathParam("id") @Parameter(description = "The authenticator.") UUID id,
            @Valid @NotNull RenameRequest request) {
        return authenticators
                .rename(caller.user(), id, request.name().strip(), caller.origin())
                .orElseThrow();
    }

    @DELETE
    @Path("/authenticators/{id}")
    @RolesAllowed(Roles.USER)
    @RecentAuthentication
    @Operation(
            operationId = "removeAuthenticator",
            summary = "Remove one of several authenticators",
            description = "The last one goes only by disabling two-factor sign-in.")
    @APIResponse(responseCode = "204", description = "Its codes do not work any more.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`last-authenticator`.")
    public void remove(@PathParam("id") @Parameter(description = "The authenticator.") UUID id) {
        authenticators.remove(caller.user(), id, caller.origin()).orElseThrow();
    }

    @POST
    @Path("/two-factor/disable")
    @RolesAllowed(Roles.USER)
    @Operation(
            operationId = "disableTwoFactor",
            summary = "Turn two-factor sign-in off",
            description = "The password always; a code unless this session is of level `2fa` and was proved in the last"
                    + " ten minutes. A user without a password gives a code in any case. Authenticators, recovery codes,"
                    + " paper key and recognised devices go at once, other sessions end, and a mail says so.")
    @APIResponse(responseCode = "204", description = "Two-factor sign-in is off.")
    @APIResponse(
            responseCode = "401",
            description = "`invalid-credentials`, `invalid-code`, or `step-up-required` with the RFC 9470 header.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`password-reset-required`: the password is right, but its owner has reported a sign-in or a change; or"
                            + " `forbidden`.")
    @APIResponse(
            responseCode = "409",
            description = "`two-factor-enforced`: an account requires it; `conflict`: it is not on.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-attempts`; `too-many-requests`: many of this user are under way.")
    public void disable(@Valid @NotNull DisableRequest request) {
        disabling.disable(caller.user(), request, caller.origin());
    }

    private QrCode qrCode(UUID id) {
        return new QrCode(enrollment.otpauthUri(caller.enrolling(), id).orElseThrow());
    }
}
