package dev.sallyport.edge.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.exchange.TextFile;
import dev.sallyport.base.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Writes a response in the form in which it is stored, and reads it. */
@ApplicationScoped
class ResponseCodec {

    /** They are about the body as it is written. */
    private static final List<String> OF_THE_EXCHANGE = List.of(HttpHeaders.CONTENT_LENGTH, HttpHeaders.CONTENT_TYPE);

    /** For the kept form: the mapper of requests is strict. */
    private static final JsonMapper FORMS = new JsonMapper();

    private final ObjectMapper bodies;

    ResponseCodec(ObjectMapper bodies) {
        this.bodies = bodies;
    }

    /** The type of a refusal, else empty. */
    static String problem(ContainerResponseContext answer) {
        return answer.getEntity() instanceof Problem problem ? problem.type() : "";
    }

    byte[] kept(ContainerResponseContext answer) {
        try {
            return FORMS.writeValueAsBytes(form(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredResponse form(ContainerResponseContext answer) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(answer.getStringHeaders());
        OF_THE_EXCHANGE.forEach(headers::remove);
        Object entity = answer.getEntity();
        int status = answer.getStatus();
        if (entity == null) {
            return new StoredResponse(status, headers, null, null, null, null, Map.of());
        }
        MediaType type = answer.getMediaType();
        if (type != null && type.isCompatible(MediaType.TEXT_PLAIN_TYPE) && !type.isWildcardType()) {
            return new StoredResponse(status, headers, type.toString(), text(entity, headers), null, null, Map.of());
        }
        String json = type == null || type.isWildcardType() ? MediaType.APPLICATION_JSON : type.toString();
        JsonNode body = bodies.valueToTree(entity);
        if (!(entity instanceof TokenAnswer withTokens)) {
            return new StoredResponse(status, headers, json, null, body, null, Map.of());
        }
        Map<String, StoredResponse.Token> tokens = new TreeMap<>();
        withTokens
                .cookieTokens()
                .forEach((cookie, token) -> tokens.put(
                        cookie.name(),
                        new StoredResponse.Token(token.text(), token.life().toSeconds())));
        JsonNode without = bodies.valueToTree(withTokens.withoutLastingTokens());
        return new StoredResponse(status, headers, json, null, body, without, tokens);
    }

    private static String text(Object entity, Map<String, List<String>> headers) {
        if (entity instanceof TextFile file) {
            headers.put(HttpHeaders.CONTENT_DISPOSITION, List.of("attachment; filename=\"" + file.fileName() + "\""));
            return file.fileText();
        }
        return (String) entity;
    }

    Response replay(byte[] kept) {
        StoredResponse form = read(kept);
        Response.ResponseBuilder answer = Response.status(form.status());
        form.headers().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        if (form.mediaType() == null) {
            return answer.build();
        }
        answer.type(form.mediaType());
        if (form.text() != null) {
            return answer.entity(form.text()).build();
        }
        Object body = form.tokens().isEmpty()
                ? form.body()
                : ReplayedBody.of(
                        Objects.requireNonNull(form.body()),
                        Objects.requireNonNull(form.bodyWithoutTokens()),
                        form.tokens());
        return answer.entity(body).build();
    }

    private static StoredResponse read(byte[] kept) {
        try {
            return FORMS.readValue(kept, StoredResponse.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
