package dev.sallyport.sessions.session;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long sessions are kept after their end. */
@Singleton
class SessionRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("session", "expires_at", "user_id", "id"),
                // the day begins up to a day before the end
                RetentionRule.delete("session", "idle_day", "user_id", "id").keptFor(Duration.ofDays(8)),
                RetentionRule.delete("session", "ended_at", "user_id", "id"));
    }
}
