package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.KeyedHash;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.UnsealException;
import dev.sallyport.security.foreign.PepperedHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hashes of passwords for another system. Our own need the pepper, which is therefore in each text: they MUST leave
 * the process encrypted only.
 */
@ApplicationScoped
public class PasswordExport {

    private final PasswordCredentialRepository credentials;
    private final ImportedPeppers imported;
    private final KeyedHash peppers;

    PasswordExport(PasswordCredentialRepository credentials, ImportedPeppers imported, Keyset keyset) {
        this.credentials = credentials;
        this.imported = imported;
        this.peppers = keyset.passwords();
    }

    /**
     * The hashes of these users, each in a form that an import reads. A user without a password has none, nor has one
     * who must replace the password before it can be used.
     *
     * @param unreadable receives each user whose hash needs a key that the keyset lacks
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<UserId, String> find(Collection<UserId> users, Consumer<UserId> unreadable) {
        Map<UserId, String> hashes = new HashMap<>();
        credentials
                .list("userId in ?1 and resetRequiredAt is null", users)
                .forEach(credential -> text(credential.stored())
                        .ifPresentOrElse(
                                text -> hashes.put(credential.userId(), text),
                                () -> unreadable.accept(credential.userId())));
        return hashes;
    }

    private Optional<String> text(StoredPassword password) {
        Integer key = password.pepperKeyId();
        try {
            return key == null
                    ? Optional.of(imported.exported(password))
                    : peppers.export(key).map(pepper -> PepperedHash.written(pepper, password.hash()));
        } catch (UnsealException lacksKey) {
            return Optional.empty();
        }
    }
}
