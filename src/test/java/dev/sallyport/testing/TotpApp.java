package dev.sallyport.testing;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** An authenticator app, by libraries that the service does not use. */
public final class TotpApp {

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

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

    /** A code that is not right at any step within reach of this time. */
    public String wrongCodeAt(Instant time) {
        for (int candidate = 0; ; candidate++) {
            String code = String.format(Locale.ROOT, "%06d", candidate);
            boolean wrong = true;
            for (int step = -10; step <= 10; step++) {
                wrong &= !code.equals(codeAt(time.plusSeconds(30L * step)));
            }
            if (wrong) {
                return code;
            }
        }
    }
}
