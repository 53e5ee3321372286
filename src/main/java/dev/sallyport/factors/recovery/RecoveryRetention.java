package dev.sallyport.factors.recovery;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long paper keys that never became active are kept. */
@Singleton
class RecoveryRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("paper_key", "created_at", "user_id", "authenticator_id")
                .where("not active"));
    }
}
