package dev.sallyport.support.reset;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import dev.sallyport.security.audit.AuditConfig;
import jakarta.inject.Singleton;
import java.util.List;

/** How long resets are kept. */
@Singleton
class ResetRetention implements RetentionRules {

    private final AuditConfig audit;

    ResetRetention(AuditConfig audit) {
        this.audit = audit;
    }

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                // as long as the trail keeps the events of them; an approved one waits for its execution
                RetentionRule.delete("two_factor_reset", "created_at", "user_id", "id")
                        .where("status <> 'approved'")
                        .keptFor(audit.lifetime()));
    }
}
