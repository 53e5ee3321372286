package dev.sallyport.signin.verification;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How challenges are erased, also those that do not say whether there is a user. */
@Singleton
class ChallengeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.rowsOf("challenge"),
                ErasureRule.rowsOf("blind_challenge"),
                ErasureRule.of("blind_challenge", "delete from blind_challenge where email_hash = :emailHash"));
    }
}
