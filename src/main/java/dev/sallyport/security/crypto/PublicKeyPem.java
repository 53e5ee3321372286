package dev.sallyport.security.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Public keys as text (RFC 7468), which OpenSSL and other tools read. */
public final class PublicKeyPem {

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    private PublicKeyPem() {}

    /** Writes a public key (SubjectPublicKeyInfo). */
    public static String write(byte[] publicKey) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(publicKey);
        return BEGIN + "\n" + text + "\n" + END + "\n";
    }

    /**
     * Reads the public keys in a text, one after the other.
     *
     * @throws IllegalArgumentException if one of them is not an EC key
     */
    public static List<byte[]> read(String pem) {
        List<byte[]> keys = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : pem.lines().map(String::strip).toList()) {
            if (line.equals(BEGIN)) {
                open.setLength(0);
            } else if (line.equals(END)) {
                keys.add(Base64.getMimeDecoder().decode(open.toString()));
            } else {
                open.append(line);
            }
        }
        keys.forEach(key -> EcKeys.publicKey(key, EcKeys.id(key)));
        return keys;
    }
}
