package dev.sallyport.security.throttle;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long counts are kept after their window of time. */
@Singleton
class AttemptRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("password_attempts", "expires_at", "email_hash", "device_id"),
                RetentionRule.delete("blind_attempts", "expires_at", "email_hash", "address"),
                RetentionRule.delete("address_attempts", "expires_at", "address", "kind"));
    }
}
