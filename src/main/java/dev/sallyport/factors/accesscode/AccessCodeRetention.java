package dev.sallyport.factors.accesscode;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long access codes are kept that were not used: until they expire. */
@Singleton
class AccessCodeRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("access_code", "expires_at", "user_id"));
    }
}
