package dev.sallyport.accounts.password;

import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import dev.sallyport.security.foreign.ForeignHash;
import dev.sallyport.security.foreign.ForeignHashes;
import dev.sallyport.security.foreign.PepperedHash;
import jakarta.inject.Singleton;

/**
 * Keeps the peppers of other instances of this service sealed, each for the hash that it went into: a stolen database
 * has no pepper, here as there.
 */
@Singleton
class ImportedPeppers {

    private final SealedSecrets secrets;

    ImportedPeppers(Keyset keyset) {
        this.secrets = keyset.secrets();
    }

    StoredPassword stored(ImportedPassword password) {
        byte[] sealed = password.pepper()
                .map(pepper -> secrets.seal(pepper, context(password.hash())))
                .orElse(null);
        return new StoredPassword(password.hash(), null, sealed);
    }

    /** The hash of a password that another system hashed. */
    ForeignHash hash(StoredPassword password) {
        byte[] sealed = password.sealedPepper();
        return sealed == null
                ? ForeignHashes.parse(password.hash())
                : PepperedHash.of(pepper(password.hash(), sealed), password.hash());
    }

    /** The text of which {@link ForeignHashes#parse} makes it again. It MUST leave the process encrypted only. */
    String exported(StoredPassword password) {
        byte[] sealed = password.sealedPepper();
        return sealed == null
                ? password.hash()
                : PepperedHash.written(pepper(password.hash(), sealed), password.hash());
    }

    private byte[] pepper(String hash, byte[] sealed) {
        return secrets.unseal(sealed, context(hash));
    }

    /** As {@link PepperedPasswords} writes it in SQL. */
    private static String context(String hash) {
        return "password_credential|" + hash + "|pepper";
    }
}
