package dev.sallyport.security.caller;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.base.problem.Text;
import dev.sallyport.security.crypto.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that a client makes for one request and sends again with each retry of it (IETF draft
 * httpapi-idempotency-key-header): 16 to 128 characters of ASCII, random. The service keeps its hash alone.
 */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private static final int MIN = 16;
    private static final int MAX = 128;

    /** With quotes, and each character escaped. Matching takes stack for each character of a longer field. */
    private static final int LONGEST_FIELD = 2 * MAX + 2;

    /** A String of RFC 8941 section 3.3.3, or the same without quotes, which many clients send. */
    private static final Pattern FORM =
            Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"|([A-Za-z0-9._~+/=:-]+)");

    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\])");

    private final String text;

    private IdempotencyKey(String text) {
        this.text = text;
    }

    /**
     * The key of a request; empty where it has none.
     *
     * @param fields the values of all lines of the header
     * @throws ProblemException with {@code invalid-request} for anything that is not one key
     */
    public static Optional<IdempotencyKey> of(List<String> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (fields.size() > 1) {
            throw invalid(Text.of("Send {0} only once.", HEADER));
        }
        return Optional.of(read(fields.get(0)).orElseThrow(IdempotencyKey::malformed));
    }

    /** The same, but empty also for what is not one key. */
    static Optional<IdempotencyKey> find(List<String> fields) {
        return fields.size() == 1 ? read(fields.get(0)) : Optional.empty();
    }

    private static Optional<IdempotencyKey> read(String field) {
        String stripped = field.strip();
        Matcher form = FORM.matcher(stripped);
        if (stripped.length() > LONGEST_FIELD || !form.matches()) {
            return Optional.empty();
        }
        String key = form.group(1) == null
                ? form.group(2)
                : ESCAPED.matcher(form.group(1)).replaceAll("$1");
        return Optional.of(key)
                .filter(text -> text.length() >= MIN && text.length() <= MAX)
                .map(IdempotencyKey::new);
    }

    /** 32 bytes, the same for both forms of a key. */
    public byte[] hash() {
        return Digest.sha256(text);
    }

    public boolean hasHash(byte[] hash) {
        return Digest.same(hash(), hash);
    }

    private static ProblemException malformed() {
        return invalid(Text.of(
                "{0} must be a random string of {1} to {2} ASCII characters in double quotes, without parameters;"
                        + " for instance a UUID.",
                HEADER, MIN, MAX));
    }

    private static ProblemException invalid(Text sentence) {
        return new ProblemException(ProblemType.INVALID_REQUEST).detail(sentence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyKey key && key.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "IdempotencyKey";
    }
}
