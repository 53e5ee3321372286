package dev.sallyport.edge.idempotency;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How kept answers are erased. */
@Singleton
class IdempotencyErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.of("keyed_request", "delete from keyed_request where users @> array[:user]"));
    }
}
