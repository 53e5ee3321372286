package dev.sallyport.factors.totp;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long set-ups that were not confirmed are kept. */
@Singleton
class SetUpRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("totp_authenticator", "expires_at", "user_id", "id")
                        .where("status = 'pending'"),
                RetentionRule.delete("voided_authenticator", "voided_at", "user_id", "id"));
    }
}
