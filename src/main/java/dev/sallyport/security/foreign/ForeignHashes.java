package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Pbkdf2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads hashes in the forms of other systems:
 *
 * <ul>
 *   <li>PHC strings of Argon2, scrypt and PBKDF2, and bcrypt in Modular Crypt form
 *   <li>Django: {@code pbkdf2_sha256$…}, {@code pbkdf2_sha1$…}, {@code argon2$…}, {@code bcrypt$…}, {@code
 *       bcrypt_sha256$…}, {@code scrypt$…}
 *   <li>Spring Security: a prefix {@code {bcrypt}}, {@code {argon2}}, {@code {scrypt}} or {@code {pbkdf2}}
 *   <li>Keycloak: the credential as JSON, with {@code secretData} and {@code credentialData}
 *   <li>Firebase: {@code $firescrypt$…}
 *   <li>another instance of this service: {@code $hmac-sha256$k=…$argon2id$…}
 * </ul>
 */
public final class ForeignHashes {

    private static final int MAX_LENGTH = 4096;

    private static final String KNOWN = "is in a form that is not known here: send a PHC string of argon2, scrypt or"
            + " pbkdf2, bcrypt ($2b$…), or a form of Django, Spring Security, Keycloak or Firebase";

    private ForeignHashes() {}

    /**
     * The hash of a text in one of these forms.
     *
     * @throws UnreadableHashException if the form is unknown, the text is damaged, or a check would cost too much
     */
    public static ForeignHash parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw HashFields.damaged();
        }
        if (text.startsWith("{\"") || text.startsWith("{ ")) {
            return KeycloakCredential.parse(text);
        }
        if (text.startsWith("{")) {
            return SpringHash.parse(text);
        }
        return text.startsWith("$") ? modular(text) : django(text);
    }

    /** A text that begins with the name of its form between dollar signs. */
    static ForeignHash modular(String text) {
        String scheme = scheme(text.substring(1));
        if (Argon2Hash.isNamedBy(scheme)) {
            return Argon2Hash.parse(text);
        }
        if (Pbkdf2Hash.isNamedBy(scheme)) {
            return Pbkdf2Hash.parse(text);
        }
        return switch (scheme) {
            case "2a", "2b", "2y" -> BcryptHash.of(text, false);
            case "bcrypt-sha256" -> BcryptHash.of(text.substring(BcryptHash.DIGESTED.length()), true);
            case ScryptHash.NAME -> ScryptHash.parse(text);
            case FirebaseHash.NAME -> FirebaseHash.parse(text);
            case PepperedHash.NAME -> PepperedHash.parse(text);
            default -> throw new UnreadableHashException(KNOWN);
        };
    }

    private static ForeignHash django(String text) {
        String scheme = scheme(text);
        String rest = text.substring(Math.min(text.length(), scheme.length() + 1));
        return switch (scheme) {
            case "pbkdf2_sha256" -> djangoPbkdf2(Pbkdf2.Prf.SHA_256, text);
            case "pbkdf2_sha1" -> djangoPbkdf2(Pbkdf2.Prf.SHA_1, text);
            case "argon2" -> Argon2Hash.parse("$" + rest);
            case "bcrypt" -> BcryptHash.of(rest, false);
            case "bcrypt_sha256" -> BcryptHash.of(rest, true);
            case "scrypt" -> djangoScrypt(text);
            default -> throw new UnreadableHashException(KNOWN);
        };
    }

    /** {@code pbkdf2_sha256$600000$<salt as it is>$<hash>}. */
    private static ForeignHash djangoPbkdf2(Pbkdf2.Prf prf, String text) {
        String[] parts = HashFields.parts(text, 4);
        return Pbkdf2Hash.of(
                prf,
                HashFields.number(parts[1]),
                parts[2].getBytes(StandardCharsets.UTF_8),
                HashFields.base64(parts[3]));
    }

    /** {@code scrypt$<N>$<salt as it is>$<r>$<p>$<hash>}. */
    private static ForeignHash djangoScrypt(String text) {
        String[] parts = HashFields.parts(text, 6);
        int n = HashFields.number(parts[1]);
        if (Integer.bitCount(n) != 1) {
            throw HashFields.damaged();
        }
        return ScryptHash.of(
                Integer.numberOfTrailingZeros(n),
                HashFields.number(parts[3]),
                HashFields.number(parts[4]),
                parts[2].getBytes(StandardCharsets.UTF_8),
                HashFields.base64(parts[5]));
    }

    private static String scheme(String text) {
        return Arrays.stream(text.split("\\$", 2)).findFirst().orElse("");
    }
}
