package dev.sallyport.security.throttle;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How counters are erased. */
@Singleton
class AllowanceErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.of("allowance", "delete from allowance where owner = :userText"),
                ErasureRule.of("allowance", "delete from allowance where owner = encode(:emailHash, 'hex')"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.of("allowance", "delete from allowance where owner = :accountText"));
    }
}
