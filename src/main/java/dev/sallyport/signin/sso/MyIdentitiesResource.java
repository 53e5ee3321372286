package dev.sallyport.signin.sso;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The providers with which the signed-in user can sign in. */
@Path("/v1/me/identities")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class MyIdentitiesResource {

    private final MyIdentitiesService service;
    private final CurrentCaller caller;

    MyIdentitiesResource(MyIdentitiesService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public IdentityList list() {
        return service.list(caller.user().userId());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    public void link(@Valid @NotNull LinkRequest request) {
        service.link(caller.user(), request, caller.context());
    }

    @DELETE
    @Path("/{provider}")
    @RecentAuthentication
    public void unlink(@PathParam("provider") ProviderId provider) {
        service.unlink(caller.user(), provider, caller.context());
    }
}
