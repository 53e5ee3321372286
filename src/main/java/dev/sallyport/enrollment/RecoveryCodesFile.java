package dev.sallyport.enrollment;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes the codes of a confirmed set-up as a file to download, one a line; nothing else of the answer is in it. */
@Provider
@Produces(MediaType.TEXT_PLAIN)
public class RecoveryCodesFile implements MessageBodyWriter<ConfirmedAuthenticator> {

    private static final String NAMED = "attachment; filename=\"recovery-codes.txt\"";

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == ConfirmedAuthenticator.class;
    }

    @Override
    public void writeTo(
            ConfirmedAuthenticator confirmed,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, NAMED);
        out.write(text(confirmed).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty for one more authenticator: the codes that the user has stay good. */
    static String text(ConfirmedAuthenticator confirmed) {
        return confirmed.recoveryCodes() == null ? "" : String.join("\n", confirmed.recoveryCodes()) + "\n";
    }
}
