package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.KeyedColumn;
import dev.sallyport.base.database.KeyedColumns;
import jakarta.inject.Singleton;
import java.util.List;

/** The secrets of endpoints, for the job that seals them again under a new key. */
@Singleton
class SealedWebhookSecrets implements KeyedColumns {

    private static final String CONTEXT = "'webhook|' || id";

    @Override
    public List<KeyedColumn> columns() {
        return List.of(KeyedColumn.sealed("webhook", "sealed_secrets", CONTEXT, "id"));
    }
}
