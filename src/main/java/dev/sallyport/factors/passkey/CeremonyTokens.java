package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.Id;
import dev.sallyport.security.crypto.Digest;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.RandomBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens of passkey options: {@code sp_pc_} and, in base64url, an id, an end, a user handle and an HMAC over them
 * and over what the options are bound to. Nothing is stored until an answer comes, so that options cost no write.
 *
 * <p>The challenge that the authenticator signs is a hash of the token: the challenge alone does not reveal it.
 */
final class CeremonyTokens {

    /** How long options can be answered. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    static final int HANDLE_BYTES = 32;

    private static final String PREFIX = "sp_pc_";
    private static final int BODY_BYTES = 2 * Long.BYTES + Long.BYTES + HANDLE_BYTES;
    private static final int TAG_BYTES = Integer.BYTES + 32;

    private final KeyedHash keys;

    CeremonyTokens(KeyedHash keys) {
        this.keys = keys;
    }

    /** What options are for. */
    enum Purpose {
        REGISTRATION,
        SECOND_STEP,
        STEP_UP,
        SIGN_IN
    }

    /**
     * What options are bound to: an answer counts there alone, and the options end with it.
     *
     * @param holder the session or the challenge; all zeros where there is none yet
     * @param epoch of the user; 0 for a challenge, which ends with the epoch itself
     * @param locks of the user's second step that had begun, where a later one ends the options; else 0
     */
    record Binding(Purpose purpose, UUID holder, int epoch, int locks) {

        /** The options of a sign-in without a user. */
        static final Binding NO_USER = new Binding(Purpose.SIGN_IN, Id.NIL, 0, 0);

        static Binding ofChallenge(UUID challenge) {
            return new Binding(Purpose.SECOND_STEP, challenge, 0, 0);
        }

        static Binding ofSession(UUID session, int epoch) {
            return new Binding(Purpose.STEP_UP, session, epoch, 0);
        }

        static Binding ofRegistration(UUID holder, int epoch, int locks) {
            return new Binding(Purpose.REGISTRATION, holder, epoch, locks);
        }

        private byte[] bytes() {
            byte[] name = (PREFIX + purpose).getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(name.length + 1 + 2 * Long.BYTES + 2 * Integer.BYTES)
                    .put(name)
                    .put((byte) 0)
                    .putLong(holder.getMostSignificantBits())
                    .putLong(holder.getLeastSignificantBits())
                    .putInt(epoch)
                    .putInt(locks)
                    .array();
        }
    }

    /** New options. */
    Ceremony issue(Binding binding, byte[] userHandle, Instant now) {
        UUID id = Ids.next();
        Instant end = Instant.ofEpochSecond(now.plus(LIFETIME).getEpochSecond());
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(end.getEpochSecond())
                .put(userHandle)
                .array();
        byte[] hash = keys.hash(input(binding, body));
        byte[] token = ByteBuffer.allocate(BODY_BYTES + TAG_BYTES)
                .put(body)
                .putInt(keys.primaryKeyId())
                .put(hash)
                .array();
        return ceremony(id, end, userHandle, PREFIX + Base64Url.encode(token));
    }

    /** New options without a user. */
    Ceremony issue(Binding binding, Instant now) {
        return issue(binding, new byte[HANDLE_BYTES], now);
    }

    static byte[] newHandle() {
        return RandomBytes.of(HANDLE_BYTES);
    }

    /** The options of a token, while they can be answered; empty for those of anything else. */
    Optional<Ceremony> read(String token, Binding binding, Instant now) {
        Optional<byte[]> bytes = token.startsWith(PREFIX)
                ? Base64Url.decode(token.substring(PREFIX.length())).filter(all -> all.length == BODY_BYTES + TAG_BYTES)
                : Optional.empty();
        return bytes.map(ByteBuffer::wrap)
                .flatMap(all -> read(token, all, binding))
                .filter(ceremony -> ceremony.expiresAt().isAfter(now));
    }

    private Optional<Ceremony> read(String token, ByteBuffer all, Binding binding) {
        byte[] body = new byte[BODY_BYTES];
        all.get(body);
        int keyId = all.getInt();
        byte[] tag = new byte[all.remaining()];
        all.get(tag);
        return keys.hash(keyId, input(binding, body))
                .filter(expected -> Digest.same(expected, tag))
                .map(genuine -> {
                    ByteBuffer parts = ByteBuffer.wrap(body);
                    UUID id = new UUID(parts.getLong(), parts.getLong());
                    Instant end = Instant.ofEpochSecond(parts.getLong());
                    byte[] handle = new byte[HANDLE_BYTES];
                    parts.get(handle);
                    return ceremony(id, end, handle, token);
                });
    }

    private static Ceremony ceremony(UUID id, Instant end, byte[] handle, String token) {
        return new Ceremony(id, end, handle, token, Digest.sha256("challenge|" + token));
    }

    private static byte[] input(Binding binding, byte[] body) {
        byte[] bound = binding.bytes();
        return ByteBuffer.allocate(bound.length + body.length)
                .put(bound)
                .put(body)
                .array();
    }
}
