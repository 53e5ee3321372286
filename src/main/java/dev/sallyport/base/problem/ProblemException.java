package dev.sallyport.base.problem;

import com.google.errorprone.annotations.CompileTimeConstant;
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
    private final @Nullable Text detail;
    private final Map<String, List<String>> headers;
    private final Map<String, Object> members;
    private final List<InvalidField> errors;

    private record InvalidField(String field, Text message) {

        Problem.FieldError in(Language language) {
            return new Problem.FieldError(field, message.in(language));
        }
    }

    public ProblemException(ProblemType type) {
        this(type, null, Map.of(), Map.of(), List.of());
    }

    private ProblemException(
            ProblemType type,
            @Nullable Text detail,
            Map<String, List<String>> headers,
            Map<String, Object> members,
            List<InvalidField> errors) {
        super(type.slug(), null, false, false);
        this.type = type;
        this.detail = detail;
        this.headers = headers;
        this.members = members;
        this.errors = errors;
    }

    /**
     * The same refusal with a sentence of its own for the user, or for the developer of the client.
     *
     * @param sentence in English, with places such as <code>{0}</code>; the tables of texts have the other languages
     * @param values of the places
     */
    public ProblemException detail(@CompileTimeConstant String sentence, Object... values) {
        return detail(Text.numbered(sentence, values));
    }

    /** The same refusal with a sentence of its own. */
    public ProblemException detail(Text sentence) {
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

    /**
     * The same refusal with one more field that is not valid.
     *
     * @param message in English, to follow the field's name; places and values as in {@link #detail(String, Object...)}
     */
    public ProblemException error(String field, @CompileTimeConstant String message, Object... values) {
        return error(field, Text.numbered(message, values));
    }

    /** The same refusal with one more field that is not valid. */
    public ProblemException error(String field, Text message) {
        return new ProblemException(type, detail, headers, members, plus(errors, new InvalidField(field, message)));
    }

    public ProblemType type() {
        return type;
    }

    /** The sentence of this refusal, in English; null if it has none of its own. */
    public @Nullable String detail() {
        return detail == null ? null : detail.toString();
    }

    /** The document that is sent, in a language, with the id of the current request as its {@code instance}. */
    public Problem document(Language language) {
        String request = RequestId.current();
        return new Problem(
                type.urn(),
                ProblemTitles.of(type, language),
                type.status(),
                sentence(language),
                request == null ? null : "urn:uuid:" + request,
                errors.stream().map(error -> error.in(language)).toList(),
                members);
    }

    /** The text for the client: the detail, else the first invalid field, else the default of the type. */
    String sentence(Language language) {
        if (detail != null) {
            return detail.in(language);
        }
        return errors.stream()
                .findFirst()
                .map(error ->
                        error.field().isEmpty() ? error.message() : Text.of("{0} {1}", error.field(), error.message()))
                .orElseGet(() -> Text.numbered(type.detail()))
                .in(language);
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }

    /** The fields that are not valid, with their messages in English. */
    public List<Problem.FieldError> errors() {
        return errors.stream().map(error -> error.in(Language.ENGLISH)).toList();
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
