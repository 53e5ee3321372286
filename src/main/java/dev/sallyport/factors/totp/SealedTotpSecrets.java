package dev.sallyport.factors.totp;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The secrets of authenticator apps, for the job that seals them again under a new key. */
@Singleton
class SealedTotpSecrets implements KeyedColumns {

    /** As {@link TotpAuthenticator#sealContext()}. */
    private static final String CONTEXT = "'totp_authenticator|' || user_id || '|' || id || '|secret'";

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.sealed("totp_authenticator", "sealed_secret", CONTEXT, "user_id", "id"));
    }
}
