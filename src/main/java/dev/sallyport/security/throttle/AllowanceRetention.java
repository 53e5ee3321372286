package dev.sallyport.security.throttle;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long counts are kept after their longest window of time. */
@Singleton
class AllowanceRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("allowance", "expires_at", "owner", "kind", "part"));
    }
}
