package dev.sallyport.base.problem;

import dev.sallyport.base.exchange.RequestId;
import dev.sallyport.base.language.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that is sent to the client.
 *
 * <p>It has no stack trace and no cause, because a refusal is an answer and not a fault. What is put into it is sent to
 * the client: callers MUST NOT put a secret, a class name or the text of another exception into it.
 */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final @Nullable String detail;
    private final Map<String, List<String>> headers;
    private final Map<String, Object> members;
    private final List<Problem.FieldError> errors;

    public ProblemException(ProblemType type) {
        this(type, null, Map.of(), Map.of(), List.of());
    }

    private ProblemException(
            ProblemType type,
            @Nullable String detail,
            Map<String, List<String>> headers,
            Map<String, Object> members,
            List<Problem.FieldError> errors) {
        super(type.slug(), null, false, false);
        this.type = type;
        this.detail = detail;
        this.headers = headers;
        this.members = members;
        this.errors = errors;
    }

    /** The same refusal with a sentence for the developer of the client. */
    public ProblemException detail(String sentence) {
        return new ProblemException(type, sentence, headers, members, errors);
    }

    /** The same refusal with one more header line; a name may come twice, as two challenges do. */
    public ProblemException header(String name, String value) {
        return new ProblemException(type, detail, plus(headers, name, plus(headers.get(name), value)), members, errors);
    }

    /** The same refusal with a top-level extension member (RFC 9457 section 3.2). */
    public ProblemException with(String member, Object value) {
        return new ProblemException(type, detail, headers, plus(members, member, value), errors);
    }

    /**
     * The same refusal with the time after which another try makes sense: in whole seconds, rounded up, at least one.
     */
    public ProblemException retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        Map<String, List<String>> told = plus(headers, "Retry-After", List.of(Long.toString(seconds)));
        return new ProblemException(type, detail, told, plus(members, "retryAfterSeconds", seconds), errors);
    }

    /** The same refusal with one more field that is not valid. */
    public ProblemException error(String field, String message) {
        Problem.FieldError error = new Problem.FieldError(field, message);
        return new ProblemException(type, detail, headers, members, plus(errors, error));
    }

    public ProblemType type() {
        return type;
    }

    public @Nullable String detail() {
        return detail;
    }

    /** The document that is sent, in a language, with the id of the current request as its {@code instance}. */
    public Problem document(Language language) {
        String request = RequestId.current();
        return new Problem(
                type.urn(),
                ProblemTitles.of(type, language),
                type.status(),
                sentence(),
                request == null ? null : "urn:uuid:" + request,
                errors,
                members);
    }

    /** The text for the client: the detail, else the first invalid field, else the default of the type. */
    String sentence() {
        if (detail != null) {
            return detail;
        }
        return errors.stream()
                .findFirst()
                .map(error -> (error.field() + " " + error.message()).strip())
                .orElse(type.detail());
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    private static <E> List<E> plus(@Nullable List<E> list, E element) {
        List<E> copy = list == null ? new ArrayList<>() : new ArrayList<>(list);
        copy.add(element);
        return List.copyOf(copy);
    }
}
