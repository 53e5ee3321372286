package dev.sallyport.testing;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** An authenticator app, by libraries that the service does not use. */
public final class TotpApp {

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    /** More steps than a test lets pass with one app. */
    private static final int SOON = 21;

    private final SecretKeySpec key;

    /** @param secret as typed from the screen: Base32 */
    public TotpApp(String secret) {
        key = new SecretKeySpec(new Base32().decode(secret), "RAW");
    }

    public String codeAt(Instant time) {
        try {
            return GENERATOR.generateOneTimePasswordString(key, time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether two steps of the next minutes have the same code by chance, so that one could pass for the other. */
    public boolean repeatsItselfAfter(Instant time) {
        return IntStream.rangeClosed(-SOON, SOON)
                        .mapToObj(step -> codeAt(time.plusSeconds(30L * step)))
                        .distinct()
                        .count()
                <= 2 * SOON;
    }

    /** A code that is not right at any step within reach of this time. */
    public String wrongCodeAt(Instant time) {
        for (int candidate = 0; ; candidate++) {
            String code = String.format(Locale.ROOT, "%06d", candidate);
            boolean wrong = true;
            for (int step = -SOON; step <= SOON; step++) {
                wrong &= !code.equals(codeAt(time.plusSeconds(30L * step)));
            }
            if (wrong) {
                return code;
            }
        }
    }
}
