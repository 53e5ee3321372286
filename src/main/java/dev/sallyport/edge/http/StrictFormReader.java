package dev.sallyport.edge.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
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

/**
 * The reader of every form, into a record of strings. What the record does not name is ignored (RFC 6749 section 3.2).
 */
@Provider
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class StrictFormReader implements MessageBodyReader<Object> {

    private final JsonMapper mapper = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
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
        // Without the header, the framework would assume the first type that the operation accepts.
        if (body.length > 0 && (!headers.containsKey(HttpHeaders.CONTENT_TYPE) || !isForm(mediaType))) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        return mapper.convertValue(StrictForm.read(body), type);
    }

    private static boolean isForm(MediaType mediaType) {
        String charset = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        return mediaType.getSubtype().equalsIgnoreCase("x-www-form-urlencoded")
                && (charset == null || charset.equalsIgnoreCase("utf-8"));
    }
}
