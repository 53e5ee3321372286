package dev.sallyport.support;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.sessions.device.DevicePage;
import dev.sallyport.sessions.device.DeviceResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The devices of a user who asks support about them. */
@Path("/v1/support/users/{id}/devices")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
@Tag(name = "Support")
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
    @Operation(
            operationId = "listSupportUserDevices",
            summary = "The devices on which a user is recognised now",
            description = "Each look is in the audit trail.")
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many at most.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            name = "after",
            in = ParameterIn.QUERY,
            description = "The `next` of the page before.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "At most 20.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DevicePage.class),
                            examples =
                                    @ExampleObject(
                                            name = "devices",
                                            value = "{\"items\": [" + DeviceResource.EXAMPLE + "], \"next\": null}")))
    @APIResponse(responseCode = "401", description = "`not-authenticated`, or `step-up-required`.")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an agent, or one without two-factor sign-in.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such active user.")
    public DevicePage list(@PathParam("id") @Parameter(description = "The user.") UserId id, @Context UriInfo uri) {
        PageRequest slice = PageRequest.parse(uri.getQueryParameters());
        return devices.list(agents.current(), id, slice, caller.context()).orElseThrow();
    }

    @DELETE
    @Path("/{deviceId}")
    @Operation(
            operationId = "revokeSupportUserDevice",
            summary = "Forget a device of a user",
            description = "The user's next sign-in from it is one from a new device.")
    @APIResponse(responseCode = "204", description = "Forgotten: the next sign-in there is one from a new device.")
    @APIResponse(responseCode = "401", description = "`not-authenticated`, or `step-up-required`.")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an agent, or one without two-factor sign-in.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public void revoke(
            @PathParam("id") @Parameter(description = "The user.") UserId id,
            @PathParam("deviceId") @Parameter(description = "The device.") DeviceId device) {
        devices.revoke(agents.current(), id, device, caller.context()).orElseThrow();
    }

    @DELETE
    @Operation(
            operationId = "revokeSupportUserDevices",
            summary = "Forget every device of a user",
            description = "The user's next sign-in from each of them is one from a new device.")
    @APIResponse(responseCode = "204", description = "Forgotten.")
    @APIResponse(responseCode = "401", description = "`not-authenticated`, or `step-up-required`.")
    @APIResponse(responseCode = "403", description = "`forbidden`: not an agent, or one without two-factor sign-in.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such active user.")
    public void revokeAll(@PathParam("id") @Parameter(description = "The user.") UserId id) {
        devices.revokeAll(agents.current(), id, caller.context()).orElseThrow();
    }
}
