package dev.sallyport.moving;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.exchange.StreamedBody;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.WithoutIdempotencyKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Users of another system who move in. */
@Path(StreamedBody.PATH)
@RolesAllowed(Roles.CLIENT_IMPORT)
public class ImportResource {

    static final String MEDIA_TYPE = "application/x-ndjson";

    private final ImportService service;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ImportResource(ImportService service, CurrentCaller caller, ObjectMapper json) {
        this.service = service;
        this.caller = caller;
        this.json = json;
    }

    @POST
    @Consumes(MEDIA_TYPE)
    @Produces(MEDIA_TYPE)
    @WithoutIdempotencyKey("a row that was imported is unchanged the second time")
    public StreamingOutput importUsers(InputStream body, @Context UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        boolean dryRun = parameters
                .oneOf("dryRun", "true", "false")
                .map(Boolean::parseBoolean)
                .orElse(false);
        parameters.refuseOthers();
        ImportTask task = new ImportTask(dryRun, caller.client(), caller.context(), caller.language());
        return output -> service.run(body, StreamedBody.MAX_BYTES, task, lines -> write(output, lines));
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
