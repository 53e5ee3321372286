package dev.sallyport.base.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
}
