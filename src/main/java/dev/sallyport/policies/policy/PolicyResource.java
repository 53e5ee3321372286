package dev.sallyport.policies.policy;

import dev.sallyport.base.exchange.ChangesNothing;
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
import org.jboss.resteasy.reactive.RestResponse;

/** An account's policy for its members' sign-in. */
@Path("/v1/accounts/{accountId}/two-factor-policy")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.USER)
public class PolicyResource {

    private final PolicyService service;
    private final CurrentCaller caller;

    PolicyResource(PolicyService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @ChangesNothing
    @RecentAuthentication
    public RestResponse<PolicyView> get(@PathParam("accountId") AccountId accountId) {
        return answer(service.read(caller.user(), accountId).orElseThrow());
    }

    @PUT
    @RecentAuthentication
    public RestResponse<PolicyView> replace(
            @PathParam("accountId") AccountId accountId,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
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
