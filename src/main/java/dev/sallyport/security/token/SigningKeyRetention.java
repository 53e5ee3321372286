package dev.sallyport.security.token;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long retired keys are kept. */
@Singleton
class SigningKeyRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("signing_key", "retires_at", "kid"));
    }
}
