package dev.sallyport.moving;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.exchange.StreamedBody;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Users of another system who move in. */
@Path(StreamedBody.PATH)
@RolesAllowed(Roles.CLIENT_IMPORT)
public class ImportResource {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private static final MediaType LINES = MediaType.valueOf(MEDIA_TYPE);

    private final ImportService service;
    private final ImportUploads uploads;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ImportResource(ImportService service, ImportUploads uploads, CurrentCaller caller, ObjectMapper json) {
        this.service = service;
        this.uploads = uploads;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Consumes(MEDIA_TYPE)
    @Produces({MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    @WithoutIdempotencyKey("a row that was imported is unchanged the second time")
    public Response importUsers(InputStream body, @Context HttpHeaders headers, @Context UriInfo uri)
            throws IOException {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        boolean dryRun = parameters
                .oneOf("dryRun", "true", "false")
                .map(Boolean::parseBoolean)
                .orElse(false);
        parameters.refuseOthers();
        boolean isAsync = Preference.isAsync(headers.getRequestHeader(Preference.HEADER));
        if (!isAsync && headers.getAcceptableMediaTypes().stream().noneMatch(LINES::isCompatible)) {
            throw new ProblemException(ProblemType.NOT_ACCEPTABLE);
        }
        ImportTask task = ImportTask.answered(dryRun, caller.client(), caller.context(), caller.language());
        return isAsync
                ? accepted(uploads.receive(body, StreamedBody.MAX_BYTES, task).orElseThrow())
                : streamed(output -> service.run(body, StreamedBody.MAX_BYTES, task, lines -> write(output, lines)));
    }

    private static Response streamed(StreamingOutput answers) {
        return Response.ok(answers, MEDIA_TYPE).build();
    }

    private static Response accepted(ImportJob job) {
        return Response.accepted(job.view())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.LOCATION, StreamedBody.PATH + "/" + job.id())
                .header(Preference.APPLIED, Preference.RESPOND_ASYNC)
                .build();
    }

    /** The lines are sent at once: the sender may wait for them before the next row. */
    private void write(OutputStream output, List<? extends Object> lines) {
        try {
            for (Object line : lines) {
                output.write(json.writeValueAsBytes(line));
                output.write('\n');
            }
            output.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
