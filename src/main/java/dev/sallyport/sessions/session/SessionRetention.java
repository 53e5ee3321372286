package dev.sallyport.sessions.session;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long sessions are kept after their end. One that was not used goes with its absolute end. */
@Singleton
class SessionRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("session", "expires_at", "user_id", "id"),
                RetentionRule.delete("session", "ended_at", "user_id", "id"));
    }
}
