package dev.sallyport.security.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Key pairs on the curve P-256, and their encoded keys. */
public final class EcKeys {

    private EcKeys() {}

    /** A new pair of keys. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime does not support P-256 keys", e);
        }
    }

    /** The id of a key pair: the SHA-256 of its public key (SubjectPublicKeyInfo) in hexadecimal digits. */
    public static String id(byte[] publicKey) {
        return HexFormat.of().formatHex(Digest.sha256(publicKey));
    }

    /**
     * Reads a private key (PKCS #8).
     *
     * @param name of the key, for the message
     * @throws IllegalStateException if it is not a private key
     */
    public static PrivateKey privateKey(byte[] encoded, String name) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            // without the cause: its message could describe the key
            throw new IllegalStateException("Private key " + name + " is not an EC key");
        }
    }

    /**
     * Reads a public key (SubjectPublicKeyInfo).
     *
     * @param name of the key, for the message
     * @throws IllegalArgumentException if it is not a public key
     */
    public static PublicKey publicKey(byte[] encoded, String name) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Public key " + name + " is not an EC key", e);
        }
    }
}
