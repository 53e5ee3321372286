package dev.sallyport.support;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Resets that need more than one agent's word. */
@Path("/v1/support/resets/{id}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
@Tag(name = "Support")
public class ResetResource {

    private final ResetService resets;
    private final DecisionService decisions;
    private final Agents agents;
    private final CurrentCaller caller;

    ResetResource(ResetService resets, DecisionService decisions, Agents agents, CurrentCaller caller) {
        this.resets = resets;
        this.decisions = decisions;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getReset",
            summary = "How a reset stands",
            description = "Whether it waits for a second agent, for its time, or is decided.")
    @APIResponse(
            responseCode = "200",
            description = "The reset.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResetView.class),
                            examples = @ExampleObject(name = "requested", value = """
                                    {"id": "0199d3c2-9e44-7d21-b1c3-4a5b6c7d8e9f",
                                     "userId": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "status": "requested",
                                     "requestedBy": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "approvedBy": null,
                                     "reason": "Phone stolen, recovery codes were on it; ticket 4711",
                                     "identityCheck": "video_call", "createdAt": "2026-11-23T10:00:00Z",
                                     "executeAfter": null, "decidedAt": null}
                                    """)))
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, or `step-up-required`: the last proof is too old or too weak.")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: not an agent, or an agent without two-factor sign-in.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    public ResetView get(@PathParam("id") @Parameter(description = "The reset.") UUID id) {
        agents.current();
        return ResetView.of(resets.find(id).orElseThrow());
    }

    @POST
    @Path("/approve")
    @Operation(
            operationId = "approveReset",
            summary = "Approve a reset that another agent asked for",
            description = "It is executed at once, or where a waiting time is configured when that is over: the status"
                    + " is `approved` until then. It can be approved for 24 hours.")
    @APIResponse(
            responseCode = "200",
            description = "Executed, or approved.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResetView.class),
                            examples = @ExampleObject(name = "executed", value = """
                                    {"id": "0199d3c2-9e44-7d21-b1c3-4a5b6c7d8e9f",
                                     "userId": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "status": "executed",
                                     "requestedBy": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "approvedBy": "0199d3c2-62bb-7f22-b3e4-1c0d5f6a7b88",
                                     "reason": "Phone stolen, recovery codes were on it; ticket 4711",
                                     "identityCheck": "video_call", "createdAt": "2026-11-23T10:00:00Z",
                                     "executeAfter": null, "decidedAt": "2026-11-23T10:00:00Z"}
                                    """)))
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, or `step-up-required`: the last proof is too old or too weak.")
    @APIResponse(
            responseCode = "403",
            description =
                    "`forbidden`: not an agent, an agent without two-factor sign-in, or the agent who asked, or the user themselves.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`conflict`: it does not wait for an approval.")
    @APIResponse(responseCode = "410", description = "`gone`: it was asked for too long ago.")
    public ResetView approve(@PathParam("id") @Parameter(description = "The reset.") UUID id) {
        return ResetView.of(
                decisions.approve(agents.current(), id, caller.origin()).orElseThrow());
    }

    @POST
    @Path("/cancel")
    @Operation(
            operationId = "cancelReset",
            summary = "Cancel a reset that is not executed yet",
            description = "The user's second factors stay as they are, and the user gets a mail.")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled, now or before.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResetView.class),
                            examples = @ExampleObject(name = "cancelled", value = """
                                    {"id": "0199d3c2-9e44-7d21-b1c3-4a5b6c7d8e9f",
                                     "userId": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "status": "cancelled",
                                     "requestedBy": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "approvedBy": null,
                                     "reason": "Phone stolen, recovery codes were on it; ticket 4711",
                                     "identityCheck": "video_call", "createdAt": "2026-11-23T10:00:00Z",
                                     "executeAfter": null, "decidedAt": "2026-11-23T10:00:00Z"}
                                    """)))
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, or `step-up-required`: the last proof is too old or too weak.")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: not an agent, or an agent without two-factor sign-in.")
    @APIResponse(responseCode = "404", description = "`not-found`.")
    @APIResponse(responseCode = "409", description = "`conflict`: it was executed.")
    public ResetView cancel(@PathParam("id") @Parameter(description = "The reset.") UUID id) {
        return ResetView.of(
                decisions.cancel(agents.current(), id, caller.origin()).orElseThrow());
    }
}
