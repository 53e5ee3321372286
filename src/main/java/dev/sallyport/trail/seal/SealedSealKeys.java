package dev.sallyport.trail.seal;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The private keys that sign seals, for the job that seals them again under a new key. */
@Singleton
class SealedSealKeys implements KeyedColumns {

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.sealed("audit_seal_key", "sealed_private_key", "'audit_seal_key|' || id", "id"));
    }
}
