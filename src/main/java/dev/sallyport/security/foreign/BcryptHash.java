package dev.sallyport.security.foreign;

import dev.sallyport.security.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt in the Modular Crypt form, of the versions 2a, 2b and 2y, which are the same for every password that any of
 * them hashes rightly. Bytes after the 72nd mean nothing.
 *
 * @param digested whether the password was hashed with SHA-256 first, and its hexadecimal digits are what counts
 *     (Django's {@code bcrypt_sha256})
 */
record BcryptHash(String crypt, boolean digested) implements ForeignHash {

    static final String DIGESTED = "$bcrypt-sha256";

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    private static final int LEAST_COST = 4;

    static BcryptHash of(String crypt, boolean digested) {
        Matcher form = FORM.matcher(crypt);
        if (!form.matches()) {
            throw HashFields.damaged();
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < LEAST_COST) {
            throw HashFields.damaged();
        }
        CostLimits.require(cost <= CostLimits.BCRYPT_COST, "a bcrypt cost of " + CostLimits.BCRYPT_COST);
        return new BcryptHash(crypt, digested);
    }

    @Override
    public boolean matches(byte[] password) {
        byte[] input = digested
                ? HexFormat.of().formatHex(Digest.sha256(password)).getBytes(StandardCharsets.US_ASCII)
                : password;
        return OpenBSDBCrypt.checkPassword(crypt, input);
    }

    @Override
    public long memoryBytes() {
        return 0;
    }

    @Override
    public String text() {
        return digested ? DIGESTED + crypt : crypt;
    }

    @Override
    public String toString() {
        return "BcryptHash";
    }
}
