package dev.sallyport.accounts.password;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The hashes of passwords, each under the pepper of its last sign-in. */
@Singleton
class PepperedPasswords implements KeyedColumns {

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.hashed("password_credential", "hash", "pepper_key_id", "user_id"));
    }
}
