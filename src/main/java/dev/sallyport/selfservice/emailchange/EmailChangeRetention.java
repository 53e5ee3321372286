package dev.sallyport.selfservice.emailchange;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long changes of an email address are kept after their end. */
@Singleton
class EmailChangeRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("email_change", "expires_at", "user_id"));
    }
}
