package dev.sallyport.factors.email;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long counts of mails are kept after the last mail: each counts a day at most. */
@Singleton
class MailAllowanceRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("mail_allowance", "last_at", "user_id"));
    }
}
