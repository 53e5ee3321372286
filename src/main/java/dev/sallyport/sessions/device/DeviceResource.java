package dev.sallyport.sessions.device;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** The devices that a user's sign-ins are recognized on. */
@Path("/v1/me/devices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class DeviceResource {

    private final DeviceService devices;
    private final CurrentCaller caller;

    DeviceResource(DeviceService devices, CurrentCaller caller) {
        this.devices = devices;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    public DevicePage list(@Context UriInfo uri) {
        UserCaller user = caller.user();
        return devices.list(user, user.userId(), PageRequest.parse(uri.getQueryParameters()));
    }

    @PATCH
    @Path("/{id}")
    public DeviceView rename(@PathParam("id") DeviceId id, @Valid @NotNull RenameDeviceRequest request) {
        return devices.rename(caller.user(), id, request.name().strip(), caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    public void revoke(@PathParam("id") DeviceId id) {
        UserCaller user = caller.user();
        devices.revoke(user, user.userId(), id, caller.context()).orElseThrow();
    }

    @DELETE
    public void revokeAll() {
        UserCaller user = caller.user();
        devices.revokeAll(user, user.userId(), caller.context());
    }
}
