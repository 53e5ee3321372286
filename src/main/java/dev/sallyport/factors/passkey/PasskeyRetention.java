package dev.sallyport.factors.passkey;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long used options are remembered: a day longer than they can be answered, however far a clock is off. */
@Singleton
class PasskeyRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("used_passkey_ceremony", "expires_at", "user_id", "id")
                .keptFor(Duration.ofDays(1)));
    }
}
