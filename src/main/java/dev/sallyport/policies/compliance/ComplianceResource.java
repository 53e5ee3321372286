package dev.sallyport.policies.compliance;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.policies.policy.PolicyRequest;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
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
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the members of an account comply with its policy, and how they would comply with another one. */
@Path("/v1/accounts/{accountId}")
@RolesAllowed(Roles.USER)
@RecentAuthentication
@Tag(name = "Enforcement policy")
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
    @Operation(
            operationId = "previewTwoFactorPolicy",
            summary = "What a policy would mean",
            description = "How many members, and who, would be compliant, asked, in grace or exempt, and how many"
                    + " sessions would end. It changes nothing and tells nobody.")
    @APIResponse(
            responseCode = "200",
            description = "What would be, if it were saved now.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PolicyPreview.class),
                            examples = @ExampleObject(name = "preview", value = """
                                    {"compliant": {"count": 1, "members": [
                                       {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org",
                                        "role": "owner"}]},
                                     "asked": {"count": 0, "members": []},
                                     "inGrace": {"count": 1, "members": [
                                       {"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77", "email": "grace@example.org",
                                        "role": "member"}]},
                                     "exempt": {"count": 0, "members": []}, "sessionsEnded": 1}
                                    """)))
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such account, or it is somebody else's.")
    @APIResponse(responseCode = "422", description = "`rule-violated`: it could not be saved like this.")
    public PolicyPreview preview(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId,
            @Valid @NotNull PolicyRequest request) {
        return previews.preview(caller.user(), accountId, request).orElseThrow();
    }

    @GET
    @Path("/two-factor-compliance")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listTwoFactorCompliance",
            summary = "How the members stand to the policy",
            description = "With `Accept: text/csv` everybody is sent, whatever `limit` says, and that is an event.")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only members who stand so.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"enrolled", "sso_only", "in_grace", "overdue", "not_required"}))
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
            description = "A page, or with CSV everybody.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CompliancePage.class),
                        examples = @ExampleObject(name = "page", value = """
                                {"items": [{"id": "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77",
                                            "email": "grace@example.org", "role": "member", "status": "in_grace",
                                            "dueAt": "2026-12-07T08:00:00Z"}],
                                 "next": null}
                                """)),
                @Content(mediaType = ComplianceCsv.MEDIA_TYPE)
            })
    @APIResponse(responseCode = "404", description = "`not-found`: there is no such account, or it is somebody else's.")
    public CompliancePage list(
            @PathParam("accountId") @Parameter(description = "The account.") AccountId accountId,
            @Context UriInfo uri) {
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
        Requirement requirement = compliance
                .beginExport(caller.user(), accountId, caller.context())
                .orElseThrow();
        StreamingOutput file = output -> compliance.export(accountId, query, requirement, ComplianceCsv.to(output));
        return Response.ok(file, ComplianceCsv.MEDIA_TYPE + ";charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"two-factor-compliance.csv\"")
                .build();
    }
}
