package dev.sallyport.signin.sso;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long used ID tokens are kept after they have expired by themselves. */
@Singleton
class IdTokenRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("used_id_token", "expires_at", "fingerprint"));
    }
}
