package dev.sallyport.sessions.device;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The devices that a user's sign-ins are recognised on. */
@Path("/v1/me/devices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(
        name = "Device trust",
        description =
                "Devices where the user once entered a code, and which are asked for none until they are new again:"
                        + " after 30 days, after a browser's update, or when the user says so.")
public class DeviceResource {

    /** One item of a list of devices. */
    public static final String EXAMPLE = """
            {"id": "0199d3c2-7b40-7c1e-a2f5-5d6e7f8091a2", "name": "My laptop", "browser": "Chrome 140",
             "os": "Windows", "ip": "203.0.113.7", "createdAt": "2026-11-23T10:00:00Z",
             "lastSeenAt": "2026-11-24T08:12:00Z", "expiresAt": "2026-12-23T10:00:00Z", "current": true}
            """;

    private final DeviceService devices;
    private final CurrentCaller caller;

    DeviceResource(DeviceService devices, CurrentCaller caller) {
        this.devices = devices;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listDevices",
            summary = "The devices that are recognised now, the newest first",
            description =
                    "A device is recognised after a code was entered on it, until it is revoked or its time is over.")
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
                                            value = "{\"items\": [" + EXAMPLE + "], \"next\": null}")))
    public DevicePage list(@Context UriInfo uri) {
        UserCaller user = caller.user();
        return devices.list(user, user.userId(), PageRequest.parse(uri.getQueryParameters()));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            operationId = "renameDevice",
            summary = "Give a device another name",
            description = "The name is what the user reads in this list and in mails.")
    @APIResponse(
            responseCode = "200",
            description = "The device.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DeviceView.class),
                            examples = @ExampleObject(name = "renamed", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public DeviceView rename(
            @PathParam("id") @Parameter(description = "The device.") DeviceId id,
            @Valid @NotNull RenameDeviceRequest request) {
        return devices.rename(caller.user(), id, request.name().strip(), caller.context())
                .orElseThrow();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "revokeDevice",
            summary = "Forget a device",
            description = "The next sign-in there is one from a new device. Sessions that were begun there go on: end"
                    + " them at `/v1/me/sessions`.")
    @APIResponse(responseCode = "204", description = "Forgotten.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public void revoke(@PathParam("id") @Parameter(description = "The device.") DeviceId id) {
        UserCaller user = caller.user();
        devices.revoke(user, user.userId(), id, caller.context()).orElseThrow();
    }

    @DELETE
    @Operation(
            operationId = "revokeDevices",
            summary = "Forget every device, the one at hand included",
            description = "The next sign-in from each of them is one from a new device.")
    @APIResponse(responseCode = "204", description = "Forgotten.")
    public void revokeAll() {
        UserCaller user = caller.user();
        devices.revokeAll(user, user.userId(), caller.context());
    }
}
