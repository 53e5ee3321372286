package dev.sallyport.accounts.password;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The hashes of passwords, each under the pepper of its last sign-in, and the sealed peppers of those that another
 * instance of this service has hashed.
 */
@Singleton
class PepperedPasswords implements KeyedColumns {

    /** As {@link ImportedPeppers} has it. */
    private static final String CONTEXT = "'password_credential|' || hash || '|pepper'";

    @Override
    public List<KeyedColumn> columns() {
        return List.of(
                KeyedColumn.hashed("password_credential", "hash", "pepper_key_id", "user_id"),
                KeyedColumn.sealed("password_credential", "sealed_pepper", CONTEXT, "user_id")
                        .named("password_credential.sealed_pepper"));
    }
}
