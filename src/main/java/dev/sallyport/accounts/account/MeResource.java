package dev.sallyport.accounts.account;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.language.Language;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The signed-in user. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final Profiles profiles;
    private final CurrentCaller caller;

    MeResource(Profiles profiles, CurrentCaller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @RolesAllowed(Roles.USER)
    public Profile me() {
        return profiles.find(caller.user().userId());
    }

    @PATCH
    @RolesAllowed(Roles.USER)
    @Consumes(MediaType.APPLICATION_JSON)
    public Profile update(@Valid @NotNull ProfileRequest request) {
        Language language = Language.asked(request.locale()).orElseThrow();
        return profiles.chooseLanguage(caller.user().userId(), language);
    }
}
