package dev.sallyport.factors.factor;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How wrong codes are erased. */
@Singleton
class FailedAttemptsErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("failed_attempts"));
    }
}
