package dev.sallyport.factors.enrollment;

import dev.sallyport.base.cookie.TokenCookies;
import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.SetsUpSecondFactor;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Setting up two-factor sign-in. */
@Path("/v1/me")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.ENROLLMENT})
public class EnrollmentResource {

    private final TwoFactorStatusService statuses;
    private final EnrollmentService enrollment;
    private final ConfirmationService confirmation;
    private final AuthenticatorService authenticators;
    private final DisableTwoFactorService disableTwoFactor;
    private final CurrentCaller caller;
    private final TokenCookies cookies;

    EnrollmentResource(
            TwoFactorStatusService statuses,
            EnrollmentService enrollment,
            ConfirmationService confirmation,
            AuthenticatorService authenticators,
            DisableTwoFactorService disableTwoFactor,
            CurrentCaller caller,
            TokenCookies cookies) {
        this.statuses = statuses;
        this.enrollment = enrollment;
        this.confirmation = confirmation;
        this.authenticators = authenticators;
        this.disableTwoFactor = disableTwoFactor;
        this.caller = caller;
        this.cookies = cookies;
    }

    @GET
    @ChangesNothing
    @Path("/two-factor")
    public TwoFactorStatus status() {
        return statuses.status(caller.enrolling());
    }

    @POST
    @Path("/authenticators")
    @ResponseStatus(201)
    @RecentAuthentication
    @SetsUpSecondFactor
    public PendingAuthenticator start(@Valid @RequestBody(required = false) StartEnrollmentRequest request) {
        EnrollmentService.Started started =
                enrollment.start(caller.enrolling(), request, caller.context()).orElseThrow();
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
    @SetsUpSecondFactor
    public String qrAsSvg(@PathParam("id") AuthenticatorId id) {
        return qrCode(id).svg();
    }

    @GET
    @Path("/authenticators/{id}/qr")
    @Produces(QrCode.PNG)
    @RecentAuthentication
    @SetsUpSecondFactor
    @Operation(hidden = true) // the document describes both types at the operation above
    public byte[] qrAsPng(@PathParam("id") AuthenticatorId id) {
        return qrCode(id).png();
    }

    @POST
    @Path("/authenticators/{id}/confirm")
    @RecentAuthentication
    @SetsUpSecondFactor
    @UsesTokenCookies
    public ConfirmedAuthenticator confirm(
            @PathParam("id") AuthenticatorId id, @Valid @NotNull ConfirmEnrollmentRequest request) {
        return confirmation.confirm(caller.enrolling(), id, request, caller.context());
    }

    /**
     * The same with the recovery codes as a file. The confirmation replaces the refresh token, and a file has no place
     * for the new one: without cookies the client would lose its session, so it is refused before the code is read.
     */
    @POST
    @Path("/authenticators/{id}/confirm")
    @Produces(MediaType.TEXT_PLAIN)
    @RecentAuthentication
    @SetsUpSecondFactor
    @UsesTokenCookies
    @Operation(hidden = true) // the document describes both types at the operation above
    public ConfirmedAuthenticator confirmWithFile(
            @PathParam("id") AuthenticatorId id, @Valid @NotNull ConfirmEnrollmentRequest request) {
        if (!cookies.areRequested()) {
            throw new ProblemException(ProblemType.NOT_ACCEPTABLE)
                    .detail(
                            "A file has no place for the new tokens. Accept application/json, or send {0}: 1 from a"
                                    + " page that uses cookies.",
                            TokenCookies.HEADER);
        }
        return confirm(id, request);
    }

    @PATCH
    @Path("/authenticators/{id}")
    @RolesAllowed(Roles.USER)
    public AuthenticatorView rename(
            @PathParam("id") AuthenticatorId id, @Valid @NotNull RenameAuthenticatorRequest request) {
        return authenticators
                .rename(caller.user(), id, request.name().strip(), caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/authenticators/{id}")
    @RolesAllowed(Roles.USER)
    @RecentAuthentication
    public void remove(@PathParam("id") AuthenticatorId id) {
        authenticators.remove(caller.user(), id, caller.context()).orElseThrow();
    }

    @POST
    @Path("/two-factor/disable")
    @RolesAllowed(Roles.USER)
    public void disable(@Valid @NotNull DisableTwoFactorRequest request) {
        disableTwoFactor.disable(caller.user(), request, caller.context());
    }

    private QrCode qrCode(AuthenticatorId id) {
        return new QrCode(enrollment.otpauthUri(caller.enrolling(), id).orElseThrow());
    }
}
