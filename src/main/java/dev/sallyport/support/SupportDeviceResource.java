package dev.sallyport.support;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.device.DevicePage;
import dev.sallyport.support.agent.Agents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

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
    public DevicePage list(@PathParam("id") UserId id, @Context UriInfo uri) {
        PageRequest page = PageRequest.parse(uri.getQueryParameters());
        return devices.list(agents.current(), id, page, caller.context()).orElseThrow();
    }

    @DELETE
    @Path("/{deviceId}")
    public void revoke(@PathParam("id") UserId id, @PathParam("deviceId") DeviceId device) {
        devices.revoke(agents.current(), id, device, caller.context()).orElseThrow();
    }

    @DELETE
    public void revokeAll(@PathParam("id") UserId id) {
        devices.revokeAll(agents.current(), id, caller.context()).orElseThrow();
    }
}
