package dev.sallyport.selfservice.emailchange;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How changes of an address are erased. */
@Singleton
class EmailChangeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("email_change"));
    }
}
