package dev.sallyport.factors.otp;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * How an app makes its codes. The service itself sets up {@link #STANDARD} ones, which every app supports; others come
 * from another system.
 *
 * @param digits 6 or 8
 * @param period of a time step, 30 or 60 seconds
 */
public record TotpParameters(Algorithm algorithm, int digits, Duration period) {

    private static final Pattern CODE = Pattern.compile("[0-9]{6}|[0-9]{8}");

    /** The hash within the HMAC. */
    public enum Algorithm {
        SHA1,
        SHA256,
        SHA512;

        String ofMac() {
            return "Hmac" + name();
        }
    }

    public static final TotpParameters STANDARD = new TotpParameters(Algorithm.SHA1, 6, Duration.ofSeconds(30));

    /** The time step that a moment belongs to. */
    public long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), period.toSeconds());
    }

    /** Whether a text can be a code of these digits. */
    boolean isCode(String text) {
        return text != null && text.length() == digits && CODE.matcher(text).matches();
    }
}
