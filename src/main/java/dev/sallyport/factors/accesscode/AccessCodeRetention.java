package dev.sallyport.factors.accesscode;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long unused access codes are kept: a week after they expire. A used or replaced code is deleted at once. */
@Singleton
class AccessCodeRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("access_code", "expires_at", "user_id"));
    }
}
