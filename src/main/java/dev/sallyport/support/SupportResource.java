package dev.sallyport.support;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** What support agents do for a user who cannot help themselves. */
@Path("/v1/support/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.SUPPORT)
@RecentAuthentication
@Tag(
        name = "Support",
        description = "What support agents do: with the role `support`, two-factor sign-in of their own and a session"
                + " proved within ten minutes. No answer holds a secret, code or password of a user.")
public class SupportResource {

    private final SupportService support;
    private final ResetService resets;
    private final Agents agents;
    private final CurrentCaller caller;

    SupportResource(SupportService support, ResetService resets, Agents agents, CurrentCaller caller) {
        this.support = support;
        this.resets = resets;
        this.agents = agents;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "findSupportUser",
            summary = "Find the user an agent talks with, by their whole email",
            description = "What it takes to confirm an identity, and no more. Each look is in the audit trail.")
    @APIResponse(
            responseCode = "200",
            description = "The user, or no items where nobody has this email.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SupportUser.Found.class),
                            examples = @ExampleObject(name = "found", value = """
                                    {"items": [{"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                       "email": "ada@example.org", "status": "active",
                                       "createdAt": "2026-11-23T09:48:00Z", "lastSignInAt": "2026-11-23T09:50:00Z",
                                       "twoFactorEnabled": true, "secondStepLockedUntil": null,
                                       "accounts": [{"id": "0199d3c2-5b1e-7c3a-9d55-2f6a1c0b7e11", "name": "Acme",
                                                     "role": "member"}]}]}
                                    """)))
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, or `step-up-required`: the last proof is too old or too weak.")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: not an agent, or an agent without two-factor sign-in.")
    public SupportUser.Found find(
            @QueryParam("email")
                    @NotNull
                    @Size(min = 3, max = 320)
                    @Parameter(description = "The user's email.", required = true)
                    String email) {
        return support.find(agents.current(), email, caller.origin());
    }

    @POST
    @Path("/{id}/two-factor-reset")
    @Operation(
            operationId = "resetTwoFactor",
            summary = "Remove every factor of a user whose identity was checked",
            description = "Authenticators, recovery codes, paper key, devices and sessions go at once, and the user is"
                    + " told by mail. For an owner of an account with other members and for an agent it only asks: a"
                    + " second agent has 24 hours to approve, and the user's mail has a link that cancels. At most 20 an"
                    + " hour by one agent and 3 a day of one user.")
    @APIResponse(
            responseCode = "200",
            description = "Done.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResetView.class),
                            examples = @ExampleObject(name = "executed", value = """
                                    {"id": "0199d3c2-9e44-7d21-b1c3-4a5b6c7d8e9f",
                                     "userId": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "status": "executed",
                                     "requestedBy": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "approvedBy": null,
                                     "reason": "Phone stolen, recovery codes were on it; ticket 4711",
                                     "identityCheck": "video_call", "createdAt": "2026-11-23T10:00:00Z",
                                     "executeAfter": null, "decidedAt": "2026-11-23T10:00:00Z"}
                                    """)))
    @APIResponse(
            responseCode = "202",
            description = "A second agent must approve it; nothing is removed yet.",
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
            description = "`forbidden`: not an agent, an agent without two-factor sign-in, or it is oneself.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such active user.")
    @APIResponse(responseCode = "409", description = "`conflict`: a reset of this user is waiting already.")
    @APIResponse(responseCode = "429", description = "`too-many-requests`.")
    public RestResponse<ResetView> reset(
            @PathParam("id") @Parameter(description = "The user.") UUID id, @Valid @NotNull ResetRequest request) {
        TwoFactorReset reset =
                resets.request(agents.current(), id, request, caller.origin()).orElseThrow();
        return RestResponse.status(
                reset.isExecuted() ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, ResetView.of(reset));
    }

    @POST
    @Path("/{id}/unlock")
    @ResponseStatus(204)
    @Operation(
            operationId = "unlockUser",
            summary = "Open a second step that too many wrong codes have closed",
            description = "Where it is open nothing changes. Failures go on to count: the next lock is as long as it"
                    + " would have been, and a suspended authenticator stays suspended.")
    @APIResponse(responseCode = "204", description = "The second step is open.")
    @APIResponse(
            responseCode = "401",
            description = "Not signed in, or `step-up-required`: the last proof is too old or too weak.")
    @APIResponse(
            responseCode = "403",
            description = "`forbidden`: not an agent, an agent without two-factor sign-in, or it is oneself.")
    @APIResponse(responseCode = "404", description = "`not-found`: no such active user.")
    public void unlock(
            @PathParam("id") @Parameter(description = "The user.") UUID id, @Valid @NotNull UnlockRequest request) {
        support.unlock(agents.current(), id, request.reason(), caller.origin()).orElseThrow();
    }
}
