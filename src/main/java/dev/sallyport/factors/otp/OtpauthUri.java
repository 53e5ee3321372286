package dev.sallyport.factors.otp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The key as a QR code carries it: {@code otpauth://totp/issuer:account?secret=…&issuer=…}.
 *
 * <p>Every character outside RFC 3986's unreserved set is percent-encoded, a space as {@code %20}: apps read {@code +}
 * as a plus sign. Colons are dropped from both names, since the one that divides them must be the only one (Key URI
 * format); so are control and format characters, which could disguise a name.
 */
public final class OtpauthUri {

    /** What still scans well from a screen. */
    public static final int MAX_BYTES = 512;

    private static final int MAX_ISSUER = 100;
    private static final Pattern UNWANTED = Pattern.compile("[:\\p{C}]");

    private OtpauthUri() {}

    public static String of(String issuer, String account, byte[] secret) {
        String provider = encode(clean(issuer), MAX_ISSUER);
        String fixed = "otpauth://totp/" + provider + ":?secret=" + Totp.base32(secret) + "&issuer=" + provider
                + "&algorithm=SHA1&digits=" + Totp.DIGITS + "&period=" + Totp.TIME_STEP.toSeconds();
        String label = encode(clean(account), MAX_BYTES - fixed.length());
        return fixed.replaceFirst(":\\?", ":" + label + "?");
    }

    private static String clean(String name) {
        return UNWANTED.matcher(name).replaceAll("").strip();
    }

    /** Percent-encodes as many whole characters as fit into {@code limit} bytes. */
    private static String encode(String text, int limit) {
        StringBuilder encoded = new StringBuilder();
        for (int character : text.codePoints().toArray()) {
            String next = encode(character);
            if (encoded.length() + next.length() > limit) {
                break;
            }
            encoded.append(next);
        }
        return encoded.toString();
    }

    private static String encode(int character) {
        boolean unreserved =
                character < 128 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
        if (unreserved) {
            return Character.toString(character);
        }
        StringBuilder encoded = new StringBuilder();
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('%').append("%02X".formatted(octet & 0xff));
        }
        return encoded.toString();
    }
}
