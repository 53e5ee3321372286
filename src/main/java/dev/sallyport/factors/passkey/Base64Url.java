package dev.sallyport.factors.passkey;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64url without padding (RFC 4648 section 5), as WebAuthn writes bytes in JSON. */
final class Base64Url {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]*");

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes; empty for what is not the one text of any bytes. */
    static Optional<byte[]> decode(String text) {
        if (!FORM.matcher(text).matches() || text.length() % 4 == 1) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        return Optional.of(bytes).filter(read -> encode(read).equals(text));
    }
}
