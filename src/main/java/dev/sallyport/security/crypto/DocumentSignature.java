package dev.sallyport.security.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Signatures of documents that others verify: ECDSA on P-256 with SHA-256, in the form of ASN.1 that OpenSSL reads. */
public final class DocumentSignature {

    private static final String ALGORITHM = "SHA256withECDSA";

    private DocumentSignature() {}

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
}
