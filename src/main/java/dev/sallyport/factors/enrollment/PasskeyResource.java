package dev.sallyport.factors.enrollment;

import dev.sallyport.base.cookie.UsesTokenCookies;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.SetsUpSecondFactor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Setting up passkeys and security keys. */
@Path("/v1/me/passkeys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.USER, Roles.ENROLLMENT})
public class PasskeyResource {

    private final PasskeyEnrollmentService enrollment;
    private final CurrentCaller caller;

    PasskeyResource(PasskeyEnrollmentService enrollment, CurrentCaller caller) {
        this.enrollment = enrollment;
        this.caller = caller;
    }

    @POST
    @Path("/options")
    @Consumes(MediaType.WILDCARD)
    @RecentAuthentication
    @SetsUpSecondFactor
    public PasskeyRegistrationOptions options() {
        return enrollment.start(caller.enrolling(), caller.context()).orElseThrow();
    }

    @POST
    @ResponseStatus(201)
    @RecentAuthentication
    @SetsUpSecondFactor
    @UsesTokenCookies
    public RegisteredPasskey register(@Valid @NotNull RegisterPasskeyRequest request) {
        return enrollment.register(caller.enrolling(), request, caller.context());
    }
}
