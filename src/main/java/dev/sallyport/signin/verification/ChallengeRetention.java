package dev.sallyport.signin.verification;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long challenges are kept after their end. */
@Singleton
class ChallengeRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("challenge", "expires_at", "user_id", "id"),
                // anyone can open these without limit, and the trail records all that they state
                RetentionRule.delete("blind_challenge", "expires_at", "id").keptFor(Duration.ZERO));
    }
}
