package dev.sallyport.accounts.password;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long links to a new password are kept after their end. */
@Singleton
class PasswordResetRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("password_reset", "expires_at", "user_id", "id"));
    }
}
