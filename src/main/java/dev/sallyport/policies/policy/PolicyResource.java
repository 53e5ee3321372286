package dev.sallyport.policies.policy;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** An account's policy for its members' sign-in. */
@Path("/v1/accounts/{accountId}/two-factor-policy")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
@Tag(name = "Enforcement policy", description = "Owners and admins require two-factor sign-in, and see it happen.")
public class PolicyResource {

    private final PolicyService service;
    private final CurrentCaller caller;

    PolicyResource(PolicyService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @RecentAuthentication
    @Operation(
            operationId = "getTwoFactorPolicy",
            summary = "What the account demands",
            description = "Owners and admins of the account read it; send its `ETag` as `If-Match` to change it.")
    @APIResponse(
            responseCode = "200",
            description = "The policy; an account that never said anything demands nothing.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The version, for `If-Match`.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyView.class),
                            examples = @ExampleObject(name = "policy", value = """
                                    {"required": true, "gracePeriodEndsAt": "2026-12-07T08:00:00Z",
                                     "trustedDevices": {"allowed": false, "lifetime": "P30D"},
                                     "allowedMethods": ["totp", "recovery_code", "paper_key"],
                                     "enforcedSince": "2026-11-23T10:00:00Z",
                                     "updatedBy": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                     "updatedAt": "2026-11-23T10:00:00Z"}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such account, or it is somebody else's.")
    public RestResponse<PolicyView> get(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId) {
        return answer(service.read(caller.user(), accountId).orElseThrow());
    }

    @PUT
    @RecentAuthentication
    @Operation(
            operationId = "replaceTwoFactorPolicy",
            summary = "Change what the account demands",
            description = "For owners and admins with two-factor sign-in of their own. It binds from the members' next"
                    + " sign-in, step-up or refresh on; of several accounts the strictest rule binds a user."
                    + " Nobody's own two-factor sign-in is ever turned off by it.")
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            headers =
                    @Header(
                            name = "ETag",
                            description = "The new version.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyView.class),
                            examples = @ExampleObject(name = "enforced", value = """
                                    {"required": true, "gracePeriodEndsAt": "2026-12-07T08:00:00Z",
                                     "trustedDevices": {"allowed": false, "lifetime": "P30D"},
                                     "allowedMethods": ["totp", "recovery_code", "paper_key"],
                                     "enforcedSince": "2026-11-23T10:00:00Z",
                                     "updatedBy": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                                     "updatedAt": "2026-11-23T10:00:00Z", "sessionsEnded": 12}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such account, or it is somebody else's.")
    @APIResponse(
            responseCode = "409",
            description = "`own-two-factor-missing`: set up two-factor sign-in for yourself first.")
    @APIResponse(responseCode = "412", description = "`precondition-failed`: the policy was changed since it was read.")
    @APIResponse(
            responseCode = "422",
            description = "`rule-violated`: a date more than 90 days ahead, a lifetime outside of 1 to 365 days, or a"
                    + " list without `totp`.")
    @APIResponse(responseCode = "428", description = "`precondition-required`: there is no `If-Match`.")
    public RestResponse<PolicyView> replace(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(required = true, description = "The `ETag` of the policy that was read.")
                    String ifMatch,
            @Valid @NotNull PolicyRequest request) {
        return answer(service.save(caller.user(), accountId, Optional.ofNullable(ifMatch), request, caller.context())
                .orElseThrow());
    }

    private static RestResponse<PolicyView> answer(VersionedPolicy versioned) {
        return RestResponse.ResponseBuilder.ok(versioned.policy())
                .header(HttpHeaders.ETAG, versioned.version().tag())
                .build();
    }
}
