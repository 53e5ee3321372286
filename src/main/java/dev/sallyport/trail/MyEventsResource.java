package dev.sallyport.trail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
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

/** The events of the signed-in user. */
@Path("/v1/me/events")
@RolesAllowed(Roles.USER)
@Tag(name = "Events", description = "The security trail: who did what to whom, when, from where, and what came of it.")
public class MyEventsResource {

    private final AuditTrailService service;
    private final AuditEventLines lines;
    private final CurrentCaller caller;

    MyEventsResource(AuditTrailService service, AuditEventLines lines, CurrentCaller caller) {
        this.service = service;
        this.lines = lines;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "listMyEvents",
            summary = "What happened to oneself, newest first",
            description = "What others did, such as a support agent, comes without their address. With"
                    + " `Accept: application/x-ndjson` everything is sent, one event a line, whatever `limit` says.")
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
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "Only events of this type.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "outcome",
            in = ParameterIn.QUERY,
            description = "Only events with this outcome.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"success", "refused"}))
    @Parameter(
            name = "actor",
            in = ParameterIn.QUERY,
            description = "Only what the user or client with this id did.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "Only events from this time on.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "Only events from before this time.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "A page, or with NDJSON everything.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = AuditEventPage.class),
                        examples = @ExampleObject(name = "page", value = """
                                {"items": [{"id": "0199d3c2-7f31-7a5e-8c11-5b6a7c8d9e01",
                                            "at": "2026-11-23T10:00:00Z", "type": "authn_login_success",
                                            "outcome": "success",
                                            "actor": {"kind": "user", "id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44"},
                                            "user": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "ip": "203.0.113.7",
                                            "userAgent": "Mozilla/5.0", "requestId": "0199d3c2-7f30-7d2c-9a44-1e2f3a4b5c02",
                                            "details": {"amr": ["pwd", "otp", "mfa"]}}],
                                 "next": null}
                                """)),
                @Content(mediaType = AuditEventLines.MEDIA_TYPE)
            })
    public AuditEventPage list(@Context UriInfo uri) {
        return AuditEventPage.of(
                service.ofUser(caller.user().userId(), AuditEventQuery.parse(uri.getQueryParameters())));
    }

    @GET
    @Produces(AuditEventLines.MEDIA_TYPE + ";qs=0.5")
    @Operation(hidden = true) // the document describes both types at the operation above
    public StreamingOutput export(@Context UriInfo uri) {
        UserId user = caller.user().userId();
        AuditEventQuery query = AuditEventQuery.parse(uri.getQueryParameters());
        return output -> service.exportOfUser(user, query, lines.to(output));
    }
}
