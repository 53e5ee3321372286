package dev.sallyport.security.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Signatures of documents that others verify: ECDSA on P-256 with SHA-256, in the form of ASN.1 that OpenSSL reads. A
 * key is named by the SHA-256 of its public half.
 */
public final class DocumentSignature {

    private static final String ALGORITHM = "SHA256withECDSA";

    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final int LINE = 64;

    private DocumentSignature() {}

    /** The name of a key: the SHA-256 of its public half (SubjectPublicKeyInfo) in hexadecimal digits. */
    public static String keyId(byte[] publicKey) {
        return HexFormat.of().formatHex(Digest.sha256(publicKey));
    }

    /** Signs a document. */
    public static byte[] sign(PrivateKey key, byte[] document) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(document);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            // without the cause: its message could describe the key
            throw new IllegalStateException("A document cannot be signed");
        }
    }

    /** Whether this key signed the document; false for anything that is not a signature. */
    public static boolean isValid(PublicKey key, byte[] document, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(document);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** A public half as text (RFC 7468). */
    public static String pem(byte[] publicKey) {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(publicKey);
        return BEGIN + "\n" + text + "\n" + END + "\n";
    }

    /**
     * Reads the public halves in a text (RFC 7468), one after the other.
     *
     * @throws IllegalArgumentException if one of them is not an EC key
     */
    public static List<byte[]> publicKeys(String pem) {
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
        keys.forEach(key -> EcKeys.publicKey(key, keyId(key)));
        return keys;
    }
}
