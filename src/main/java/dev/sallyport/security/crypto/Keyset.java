package dev.sallyport.security.crypto;

import com.google.crypto.tink.KeysetHandle;
import java.util.Map;
import java.util.Objects;

/** The service's symmetric keys: one Tink keyset per purpose, held outside the database. */
public final class Keyset {

    private final SealedSecrets secrets;
    private final KeyedHash tokens;
    private final KeyedHash codes;
    private final KeyedHash passwords;

    private Keyset(Map<Purpose, KeysetHandle> handles) {
        this.secrets = new SealedSecrets(keys(handles, Purpose.SECRETS));
        this.tokens = new KeyedHash(keys(handles, Purpose.TOKENS));
        this.codes = new KeyedHash(keys(handles, Purpose.CODES));
        this.passwords = new KeyedHash(keys(handles, Purpose.PASSWORDS));
    }

    private static KeysetHandle keys(Map<Purpose, KeysetHandle> handles, Purpose purpose) {
        return Objects.requireNonNull(handles.get(purpose), purpose::label);
    }

    /**
     * Reads a document that maps each purpose to its Tink keyset.
     *
     * @throws InvalidKeysetException when a purpose is missing, or a key is of the wrong type, weak or used twice
     */
    public static Keyset parse(String json) {
        return new Keyset(KeysetDocument.read(json));
    }

    /** A fresh document with one new key for each purpose. */
    public static String generate() {
        return KeysetDocument.generate();
    }

    /**
     * The same document with one more key for each purpose, which is not yet the primary one: every replica must know
     * it before the first one uses it.
     *
     * @throws InvalidKeysetException as {@link #parse} does
     */
    public static String withNewKeys(String json) {
        return KeysetDocument.withNewKeys(json);
    }

    /**
     * The same document with the last key of each purpose as its primary one.
     *
     * @throws InvalidKeysetException as {@link #parse} does
     */
    public static String withLastKeysPrimary(String json) {
        return KeysetDocument.withLastKeysPrimary(json);
    }

    /** Seals what must be read again: TOTP secrets, signing keys, and answers for retries. */
    public SealedSecrets secrets() {
        return secrets;
    }

    /** Authenticates the tokens that are derived, not stored. */
    public KeyedHash tokens() {
        return tokens;
    }

    /** Derives the codes sent by email. */
    public KeyedHash codes() {
        return codes;
    }

    /** The password pepper. */
    public KeyedHash passwords() {
        return passwords;
    }

    @Override
    public String toString() {
        return "Keyset";
    }
}
