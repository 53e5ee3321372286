package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long the record of who was reminded of a date is kept after that date. */
@Singleton
class ReminderRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("two_factor_reminder", "due_at", "user_id", "due_at", "days"));
    }
}
