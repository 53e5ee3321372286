package dev.sallyport.security.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens that are derived, not stored: {@code <prefix><owner>.<id>.<generation>.<HMAC>}.
 *
 * <p>The row behind owner and id holds the generation that is valid now, so a stolen database yields no token, and the
 * same row and generation always give the same token. The caller decides whether a generation is still valid. Each
 * look-up by a token names the owner, so that it reads where the rows of that owner are kept and nowhere else.
 */
public final class RotatingTokens {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{32})\\.(0|[1-9][0-9]{0,8})\\.([A-Za-z0-9_-]{48})");

    private final KeyedHash keys;
    private final String prefix;

    /** @param prefix tells the kinds of token apart, also in the HMAC, e.g. {@code sp_rt_} */
    public RotatingTokens(KeyedHash keys, String prefix) {
        this.keys = keys;
        this.prefix = prefix;
    }

    /**
     * What a genuine token names.
     *
     * @param owner the user, or another id that the row is distributed by
     */
    public record Handle(UUID owner, UUID id, int generation) {}

    public String issue(UUID owner, UUID id, int generation) {
        String body = body(new Handle(owner, id, generation));
        return prefix + body + "." + tag(keys.primaryKeyId(), keys.hash(input(body)));
    }

    /** What the token names, if this service made it; empty for anything else. */
    public Optional<Handle> read(@Nullable String token) {
        if (token == null || !token.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(token.substring(prefix.length()));
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] tag = DECODER.decode(form.group(4));
        int keyId = ByteBuffer.wrap(tag).getInt();
        Handle handle = new Handle(uuid(form.group(1)), uuid(form.group(2)), Integer.parseInt(form.group(3)));
        return keys.hash(keyId, input(body(handle)))
                .filter(expected -> Digest.same(bytes(keyId, expected), tag))
                .map(genuine -> handle);
    }

    private byte[] input(String body) {
        return (prefix + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String body(Handle handle) {
        return hex(handle.owner()) + "." + hex(handle.id()) + "." + handle.generation();
    }

    private static String tag(int keyId, byte[] hash) {
        return ENCODER.encodeToString(bytes(keyId, hash));
    }

    private static byte[] bytes(int keyId, byte[] hash) {
        return ByteBuffer.allocate(Integer.BYTES + hash.length)
                .putInt(keyId)
                .put(hash)
                .array();
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    private static UUID uuid(String hex) {
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
