package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.MessageSignature;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;

/**
 * A password hash of another instance of this service: Argon2id of the HMAC-SHA-256 that its pepper makes of the
 * password in NFC, as {@code $hmac-sha256$k=<pepper>$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}.
 *
 * @param pepper the key; it is not in {@link #text}, and MUST be stored sealed
 */
// never compared as a whole
@SuppressWarnings("ArrayRecordComponent")
public record PepperedHash(byte[] pepper, ForeignHash hash) implements ForeignHash {

    static final String NAME = "hmac-sha256";

    private static final String BEGINNING = "$" + NAME + "$k=";

    private static final int LEAST_PEPPER = 32;
    private static final int MOST_PEPPER = 64;

    /** The pepper and the hash, of which {@link #parse} makes them again. It MUST leave the process encrypted only. */
    public static String written(byte[] pepper, String hash) {
        return BEGINNING + Base64.getEncoder().withoutPadding().encodeToString(pepper) + hash;
    }

    static PepperedHash parse(String text) {
        int end = text.indexOf('$', BEGINNING.length());
        if (!text.startsWith(BEGINNING) || end < 0) {
            throw HashFields.damaged();
        }
        return of(HashFields.base64(text.substring(BEGINNING.length(), end)), text.substring(end));
    }

    /**
     * The hash with the pepper that went into it.
     *
     * @throws UnreadableHashException if the hash is not Argon2, or the pepper has another length than a key of ours
     */
    public static PepperedHash of(byte[] pepper, String hash) {
        if (pepper.length < LEAST_PEPPER || pepper.length > MOST_PEPPER) {
            throw new UnreadableHashException("has a pepper of another length than 32 to 64 bytes");
        }
        return new PepperedHash(pepper, Argon2Hash.parse(hash));
    }

    @Override
    public boolean matches(byte[] password) {
        String nfc = Normalizer.normalize(new String(password, StandardCharsets.UTF_8), Normalizer.Form.NFC);
        return hash.matches(MessageSignature.hmacSha256(pepper, nfc));
    }

    @Override
    public long memoryBytes() {
        return hash.memoryBytes();
    }

    /** Without the pepper. */
    @Override
    public String text() {
        return hash.text();
    }

    @Override
    public String toString() {
        return "PepperedHash";
    }
}
