package dev.sallyport.security.crypto;

import java.nio.ByteBuffer;
import java.util.Locale;

/** A code of decimal digits, for users to type. */
public final class DecimalCode {

    private DecimalCode() {}

    /**
     * The first 64 of these bits modulo a power of ten. With n digits, the first values are favored by less than one
     * in 10^(19-n).
     *
     * @param bits at least eight bytes that cannot be guessed
     * @param digits 1 to 9
     */
    public static String of(byte[] bits, int digits) {
        long values = (long) Math.pow(10, digits);
        long number = Long.remainderUnsigned(ByteBuffer.wrap(bits).getLong(), values);
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
