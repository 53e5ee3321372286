package dev.sallyport.factors.accesscode;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How access codes are erased. */
@Singleton
class AccessCodeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("access_code"));
    }
}
