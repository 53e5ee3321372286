package dev.sallyport.base.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.language.Language;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem document as it is sent (RFC 9457 section 3). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        List<FieldError> errors,
        @JsonAnyGetter Map<String, Object> members) {

    /** The media type of every error of the service. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A field that is not valid: its path in the body, or the name of a parameter. */
    public record FieldError(String field, String message) {}

    /** The document of a refusal in a language, with the id of the current request as its {@code instance}. */
    static Problem of(ProblemException refusal, Language language) {
        ProblemType type = refusal.type();
        String request = RequestId.current();
        return new Problem(
                type.urn(),
                ProblemTitles.of(type, language),
                type.status(),
                refusal.sentence(),
                request == null ? null : "urn:uuid:" + request,
                refusal.errors(),
                refusal.members());
    }
}
