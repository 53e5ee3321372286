package dev.sallyport.support.reset;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How resets are erased. Those of other users keep the ids of their agents. */
@Singleton
class ResetErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("two_factor_reset"));
    }
}
