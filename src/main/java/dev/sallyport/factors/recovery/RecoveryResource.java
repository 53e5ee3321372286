package dev.sallyport.factors.recovery;

import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.RecentAuthentication;
import dev.sallyport.security.caller.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Recovery codes and the paper key. */
@Path("/v1/me")
@RolesAllowed(Roles.USER)
@Tag(name = "Recovery", description = "The ways back when the phone is gone.")
public class RecoveryResource {

    private static final String DISPOSITION = "Content-Disposition";

    private final RecoveryService service;
    private final CurrentCaller caller;

    RecoveryResource(RecoveryService service, CurrentCaller caller) {
        this.service = service;
        this.caller = caller;
    }

    @GET
    @Path("/recovery-codes")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getRecoveryCodes",
            summary = "How many recovery codes are left; never a code",
            description = "Also whether there is a paper key. A code is shown once only, when its set is made.")
    @APIResponse(
            responseCode = "200",
            description = "The count.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RecoveryCodesStatus.class),
                            examples = @ExampleObject(name = "status", value = """
                                    {"total": 10, "remaining": 7, "generatedAt": "2026-11-23T10:00:00Z",
                                     "paperKey": true}
                                    """)))
    public RecoveryCodesStatus status() {
        return service.status(caller.user().userId());
    }

    @POST
    @Path("/recovery-codes")
    @ResponseStatus(201)
    @Produces(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    @Operation(
            operationId = "regenerateRecoveryCodes",
            summary = "Make new recovery codes; the old ones die",
            description = "With `Accept: text/plain` the answer is a file to download.")
    @APIResponse(
            responseCode = "201",
            description = "Ten codes, shown this once.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RecoveryCodesResponse.class),
                        examples =
                                @ExampleObject(
                                        name = "codes",
                                        value = "{\"codes\": [\"EXAM-PLE0-EXAM-PLE0\", \"EXAM-PLE1-EXAM-PLE1\"]}")),
                @Content(mediaType = MediaType.TEXT_PLAIN)
            })
    @APIResponse(responseCode = "409", description = "`conflict`: two-factor sign-in is not on.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-requests`: more than ten new sets and keys within the hour.")
    public RecoveryCodesResponse regenerate() {
        return new RecoveryCodesResponse(service.regenerate(caller.user(), caller.context()));
    }

    @POST
    @Path("/recovery-codes")
    @ResponseStatus(201)
    @Produces(MediaType.TEXT_PLAIN)
    @ResponseHeader(name = DISPOSITION, value = "attachment; filename=\"recovery-codes.txt\"")
    @RecentAuthentication
    @Operation(hidden = true) // the document describes both types at the operation above
    public String regenerateAsFile() {
        return String.join("\n", service.regenerate(caller.user(), caller.context())) + "\n";
    }

    @POST
    @Path("/paper-key")
    @ResponseStatus(201)
    @Produces(MediaType.APPLICATION_JSON)
    @RecentAuthentication
    @Operation(
            operationId = "renewPaperKey",
            summary = "Make a new paper key; the old one dies",
            description = "With `Accept: text/plain` the answer is a file to download.")
    @APIResponse(
            responseCode = "201",
            description = "64 characters, shown this once.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PaperKeyResponse.class),
                        examples = @ExampleObject(name = "key", value = "{\"paperKey\": \"EXAMPLE\"}")),
                @Content(mediaType = MediaType.TEXT_PLAIN)
            })
    @APIResponse(responseCode = "409", description = "`conflict`: two-factor sign-in is not on.")
    @APIResponse(
            responseCode = "429",
            description = "`too-many-requests`: more than ten new sets and keys within the hour.")
    public PaperKeyResponse renewPaperKey() {
        return new PaperKeyResponse(service.renewPaperKey(caller.user(), caller.context()));
    }

    @POST
    @Path("/paper-key")
    @ResponseStatus(201)
    @Produces(MediaType.TEXT_PLAIN)
    @ResponseHeader(name = DISPOSITION, value = "attachment; filename=\"paper-key.txt\"")
    @RecentAuthentication
    @Operation(hidden = true) // the document describes both types at the operation above
    public String renewPaperKeyAsFile() {
        return service.renewPaperKey(caller.user(), caller.context()) + "\n";
    }
}
