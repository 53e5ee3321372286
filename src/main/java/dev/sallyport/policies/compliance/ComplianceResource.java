package dev.sallyport.policies.compliance;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.policies.policy.AccountPolicy;
import dev.sallyport.policies.policy.PolicyRequest;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How the members of an account comply with its policy, and how they would comply with another one. */
@Path("/v1/accounts/{accountId}")
@RolesAllowed(Roles.USER)
@RecentAuthentication
public class ComplianceResource {

    private final ComplianceService compliance;
    private final PreviewService previews;
    private final CurrentCaller caller;

    ComplianceResource(ComplianceService compliance, PreviewService previews, CurrentCaller caller) {
        this.compliance = compliance;
        this.previews = previews;
        this.caller = caller;
    }

    @POST
    @Path("/two-factor-policy/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @WithoutIdempotencyKey("it changes nothing")
    public PolicyPreview preview(@PathParam("accountId") AccountId accountId, @Valid @NotNull PolicyRequest request) {
        return previews.preview(caller.user(), accountId, request).orElseThrow();
    }

    @GET
    @ChangesNothing
    @Path("/two-factor-compliance")
    @Produces(MediaType.APPLICATION_JSON)
    public CompliancePage list(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        ComplianceQuery query = ComplianceQuery.parse(uri.getQueryParameters());
        return CompliancePage.of(
                compliance.list(caller.user(), accountId, query).orElseThrow());
    }

    @GET
    @Path("/two-factor-compliance")
    @Produces(ComplianceCsv.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true) // the document describes both types at the operation above
    public Response export(@PathParam("accountId") AccountId accountId, @Context UriInfo uri) {
        ComplianceQuery query = ComplianceQuery.parse(uri.getQueryParameters());
        AccountPolicy policy = compliance
                .beginExport(caller.user(), accountId, caller.context())
                .orElseThrow();
        StreamingOutput file = output -> compliance.export(accountId, query, policy, ComplianceCsv.to(output));
        return Response.ok(file, ComplianceCsv.MEDIA_TYPE + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"two-factor-compliance.csv\"")
                .build();
    }
}
