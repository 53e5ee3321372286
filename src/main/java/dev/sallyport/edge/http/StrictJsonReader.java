package dev.sallyport.edge.http;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The reader of every JSON request body, which may be left out where its parameter is not {@link NotNull}. It replaces
 * the framework's reader, which is too lenient.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
class StrictJsonReader implements MessageBodyReader<Object> {

    private static final byte[] NOTHING_SAID = "{}".getBytes(StandardCharsets.UTF_8);

    private final StrictJson json = new StrictJson();

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        byte[] body = stream.readAllBytes();
        if (body.length == 0) {
            if (isOptional(annotations)) {
                return json.read(NOTHING_SAID, genericType);
            }
            throw new ProblemException(ProblemType.INVALID_REQUEST)
                    .detail("A JSON body is required. Send one with Content-Type application/json.");
        }
        // Without the header, the framework would assume the first type that the operation accepts.
        if (!headers.containsKey(HttpHeaders.CONTENT_TYPE) || !isJson(mediaType)) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        return json.read(body, genericType);
    }

    /** A body that may be left out is one with nothing in it. */
    private static boolean isOptional(Annotation[] annotations) {
        return Arrays.stream(annotations).noneMatch(NotNull.class::isInstance);
    }

    /** A client's wildcard matches every type that the operation accepts, but does not tell the type of the body. */
    private static boolean isJson(MediaType mediaType) {
        String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        return mediaType.getSubtype().equalsIgnoreCase("json")
                && (charset == null || charset.equalsIgnoreCase("utf-8"));
    }
}
