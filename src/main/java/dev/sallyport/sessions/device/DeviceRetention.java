package dev.sallyport.sessions.device;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long devices are kept after they are no longer recognized. */
@Singleton
class DeviceRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("trusted_device", "expires_at", "user_id", "id"),
                RetentionRule.delete("trusted_device", "revoked_at", "user_id", "id"));
    }
}
