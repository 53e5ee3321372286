package dev.sallyport.factors.otp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.aerogear.security.otp.api.Base32;
import org.jboss.aerogear.security.otp.api.Clock;

/**
 * Time-based one-time passwords (RFC 6238) as apps make them: HMAC-SHA-1, six digits, 30 seconds, unless {@link
 * TotpParameters} say otherwise.
 *
 * <p>The arithmetic is aerogear-otp-java's, and java-otp's for other parameters. Out of scope here: remembering spent
 * steps and limiting guesses, which are the caller's job (RFC 6238 section 5.2, RFC 4226 section 7.3).
 */
public final class Totp {

    /** RFC 4226 R6 recommends 160 bits. */
    public static final int SECRET_BYTES = 20;

    public static final Duration TIME_STEP = TotpParameters.STANDARD.period();
    public static final int DIGITS = TotpParameters.STANDARD.digits();

    /** One step of transmission delay or clock drift either way, no more (RFC 6238 section 5.2). */
    public static final int MAX_DRIFT_STEPS = 1;

    private static final Pattern IGNORED = Pattern.compile("[ -]");
    private static final Pattern PADDING = Pattern.compile("=+$");
    private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]+");

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
        return TotpParameters.STANDARD.isCode(text);
    }

    /** The six ASCII digits for a step. */
    public static String codeAt(byte[] secret, long step) {
        String code = new org.jboss.aerogear.security.otp.Totp(base32(secret), new FixedStep(step)).now();
        StringBuilder ascii = new StringBuilder(DIGITS);
        // aerogear formats in the default locale, whose digits need not be ASCII.
        code.chars().forEach(digit -> ascii.append(Character.digit(digit, 10)));
        return ascii.toString();
    }

    /** The ASCII digits for a step of an app with these parameters. */
    public static String codeAt(TotpParameters parameters, byte[] secret, long step) {
        return parameters.equals(TotpParameters.STANDARD)
                ? codeAt(secret, step)
                : otherCodeAt(parameters, secret, step);
    }

    private static String otherCodeAt(TotpParameters parameters, byte[] secret, long step) {
        String mac = parameters.algorithm().ofMac();
        Instant time = Instant.ofEpochSecond(step * parameters.period().toSeconds());
        try {
            return new TimeBasedOneTimePasswordGenerator(parameters.period(), parameters.digits(), mac)
                    .generateOneTimePasswordString(new SecretKeySpec(secret, mac), time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Any secret is a key of " + mac, e);
        }
    }

    /**
     * The newest step in the drift window whose code is {@code code}. The caller MUST refuse a step that was spent
     * before, and every older one.
     */
    public OptionalLong matchingStep(byte[] secret, String code, Instant now) {
        return matchingStep(TotpParameters.STANDARD, secret, code, now);
    }

    /** The same for an app with these parameters; steps of other periods have other numbers. */
    public OptionalLong matchingStep(TotpParameters parameters, byte[] secret, String code, Instant now) {
        OptionalLong match = OptionalLong.empty();
        if (!parameters.isCode(code)) {
            return match;
        }
        long current = parameters.stepAt(now);
        for (long step = current - driftSteps; step <= current + driftSteps; step++) {
            if (sameText(codeAt(parameters, secret, step), code)) {
                match = OptionalLong.of(step); // no early exit: the time taken must not tell which step matched
            }
        }
        return match;
    }

    /**
     * The step whose code is {@code code}, of those from {@code middle - back} to {@code middle + ahead}; the nearest
     * where there are several. The time it takes does not depend on what is found.
     */
    public static OptionalLong nearestStep(
            TotpParameters parameters, byte[] secret, String code, long middle, long back, long ahead) {
        OptionalLong match = OptionalLong.empty();
        if (!parameters.isCode(code)) {
            return match;
        }
        for (long step = middle - back; step <= middle + ahead; step++) {
            boolean nearer = match.isEmpty() || Math.abs(step - middle) < Math.abs(match.getAsLong() - middle);
            if (sameText(codeAt(parameters, secret, step), code) && nearer) {
                match = OptionalLong.of(step);
            }
        }
        return match;
    }

    /** The secret as people type it: RFC 4648 Base32, no padding for 160 bits. */
    public static String base32(byte[] secret) {
        return Base32.encode(secret);
    }

    /**
     * The secret of a text as {@link #base32} writes it; spaces, dashes, padding and case mean nothing. Empty if the
     * text has another character.
     */
    public static Optional<byte[]> secret(String base32) {
        String padded = IGNORED.matcher(base32).replaceAll("").toUpperCase(Locale.ROOT);
        String text = PADDING.matcher(padded).replaceFirst("");
        if (!BASE32.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base32.decode(text));
        } catch (Base32.DecodingException invalid) {
            return Optional.empty();
        }
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
