package dev.sallyport.moving;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.caller.CurrentCaller;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.jwe.RecipientKey;
import dev.sallyport.security.jwe.UnusableKeyException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Users who move to another system. */
@Path("/v1/admin/export")
@RolesAllowed(Roles.CLIENT_EXPORT)
public class ExportResource {

    static final String RECIPIENT_KEY = "Sallyport-Recipient-Key";

    private final ExportService service;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    ExportResource(ExportService service, CurrentCaller caller, ObjectMapper json) {
        this.service = service;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Produces(ImportResource.MEDIA_TYPE)
    public StreamingOutput exportUsers(@HeaderParam(RECIPIENT_KEY) String recipientKey) {
        ExportTask task = new ExportTask(recipient(recipientKey), caller.client(), caller.context());
        service.begin(task);
        return output -> service.run(task, row -> write(output, row));
    }

    private static RecipientKey recipient(String header) {
        try {
            return RecipientKey.ofHeader(header == null ? "" : header);
        } catch (UnusableKeyException unusable) {
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .error(RECIPIENT_KEY, Text.untranslated(unusable.why()));
        }
    }

    private void write(OutputStream output, ImportRow row) {
        try {
            output.write(json.writeValueAsBytes(row));
            output.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
