package dev.sallyport.sessions.revocation;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How long revocations are kept after the last token that they concern. */
@Singleton
class RevocationRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("revocation", "until", "number").keptFor(Duration.ofHours(1)));
    }
}
