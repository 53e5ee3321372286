package dev.sallyport.factors.recovery;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How recovery codes, which go with their set, and paper keys are erased. */
@Singleton
class RecoveryErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("recovery_code_set"), ErasureRule.rowsOf("paper_key"));
    }
}
