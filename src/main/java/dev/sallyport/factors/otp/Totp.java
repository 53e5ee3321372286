package dev.sallyport.factors.otp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jboss.aerogear.security.otp.api.Base32;
import org.jboss.aerogear.security.otp.api.Clock;

/**
 * Time-based one-time passwords as apps make them: HMAC-SHA-1, six digits, 30 seconds (RFC 6238).
 *
 * <p>The arithmetic is aerogear-otp-java's. Out of scope here: remembering spent steps and limiting guesses, which are
 * the caller's job (RFC 6238 section 5.2, RFC 4226 section 7.3).
 */
public final class Totp {

    /** RFC 4226 R6 recommends 160 bits. */
    public static final int SECRET_BYTES = 20;

    public static final Duration TIME_STEP = Duration.ofSeconds(30);
    public static final int DIGITS = 6;

    /** One step of transmission delay or clock drift either way, no more (RFC 6238 section 5.2). */
    public static final int MAX_DRIFT_STEPS = 1;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final int driftSteps;

    /** @throws IllegalArgumentException for a drift other than 0 or 1 */
    public Totp(int driftSteps) {
        if (driftSteps < 0 || driftSteps > MAX_DRIFT_STEPS) {
            throw new IllegalArgumentException("TOTP drift must be 0 or 1 step, not " + driftSteps);
        }
        this.driftSteps = driftSteps;
    }

    public static long stepAt(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), TIME_STEP.toSeconds());
    }

    /** Whether a text can be a code at all: aerogear would also read signed, short and non-ASCII numbers. */
    public static boolean isCode(String text) {
        return text != null && CODE.matcher(text).matches();
    }

    /** The six ASCII digits for a step. */
    public static String codeAt(byte[] secret, long step) {
        String code = new org.jboss.aerogear.security.otp.Totp(base32(secret), new FixedStep(step)).now();
        StringBuilder ascii = new StringBuilder(DIGITS);
        // aerogear formats in the default locale, whose digits need not be ASCII.
        code.chars().forEach(digit -> ascii.append(Character.digit(digit, 10)));
        return ascii.toString();
    }

    /**
     * The newest step in the drift window whose code is {@code code}. The caller MUST refuse a step that was spent
     * before, and every older one.
     */
    public OptionalLong matchingStep(byte[] secret, String code, Instant now) {
        OptionalLong match = OptionalLong.empty();
        if (!isCode(code)) {
            return match;
        }
        long current = stepAt(now);
        for (long step = current - driftSteps; step <= current + driftSteps; step++) {
            if (sameText(codeAt(secret, step), code)) {
                match = OptionalLong.of(step); // no early exit: the time taken must not tell which step matched
            }
        }
        return match;
    }

    /**
     * The step whose code is {@code code}, of those from {@code middle - back} to {@code middle + ahead}; the nearest
     * where there are several. The time it takes does not depend on what is found.
     */
    public static OptionalLong nearestStep(byte[] secret, String code, long middle, long back, long ahead) {
        OptionalLong match = OptionalLong.empty();
        if (!isCode(code)) {
            return match;
        }
        for (long step = middle - back; step <= middle + ahead; step++) {
            boolean nearer = match.isEmpty() || Math.abs(step - middle) < Math.abs(match.getAsLong() - middle);
            if (sameText(codeAt(secret, step), code) && nearer) {
                match = OptionalLong.of(step);
            }
        }
        return match;
    }

    /** The secret as people type it: RFC 4648 Base32, no padding for 160 bits. */
    public static String base32(byte[] secret) {
        return Base32.encode(secret);
    }

    private static boolean sameText(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
    }

    /** Time as an argument: aerogear's own clock reads the system's. */
    private static final class FixedStep extends Clock {

        private final long step;

        FixedStep(long step) {
            this.step = step;
        }

        @Override
        public long getCurrentInterval() {
            return step;
        }
    }
}
