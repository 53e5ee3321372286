package dev.sallyport.security.token;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The private keys that sign access tokens, for the job that seals them again under a new key. */
@Singleton
class SealedSigningKeys implements KeyedColumns {

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.sealed("signing_key", "sealed_private_key", "'signing_key|' || kid", "kid"));
    }
}
