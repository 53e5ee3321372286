package dev.sallyport.mailing.mail;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long mails and the links in them are kept after their end. */
@Singleton
class MailRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("mail_outbox", "not_after", "id"),
                RetentionRule.delete("mail_pace", "next_at", "account_id"),
                RetentionRule.delete("security_notice", "expires_at", "user_id", "id"));
    }
}
