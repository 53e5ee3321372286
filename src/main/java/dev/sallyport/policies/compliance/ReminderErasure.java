package dev.sallyport.policies.compliance;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How reminders are erased. */
@Singleton
class ReminderErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("two_factor_reminder"));
    }
}
