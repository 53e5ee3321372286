package dev.sallyport.edge.idempotency;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** An answer is deleted when it expires. It is not sealed again under a new key: it lives one day. */
@Singleton
class IdempotencyRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("keyed_request", "expires_at", "caller", "id")
                .keptFor(Duration.ZERO));
    }
}
