package dev.sallyport.support;

import dev.sallyport.base.pagination.Slice;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.device.DevicePage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/** The devices of a user who asks support about them. */
@Path("/v1/support/users/{id}/devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
public class SupportDeviceResource {

    private final SupportDeviceService devices;
    private final Agents agents;
    private final CurrentCaller caller;

    SupportDeviceResource(SupportDeviceService devices, Agents agents, CurrentCaller caller) {
        this.devices = devices;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    public DevicePage list(@PathParam("id") UUID id, @Context UriInfo uri) {
        Slice slice = Slice.parse(uri.getQueryParameters());
        return devices.list(agents.current(), id, slice, caller.origin()).orElseThrow();
    }

    @DELETE
    @Path("/{deviceId}")
    public void revoke(@PathParam("id") UUID id, @PathParam("deviceId") UUID device) {
        devices.revoke(agents.current(), id, device, caller.origin()).orElseThrow();
    }

    @DELETE
    public void revokeAll(@PathParam("id") UUID id) {
        devices.revokeAll(agents.current(), id, caller.origin()).orElseThrow();
    }
}
