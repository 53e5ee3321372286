package dev.sallyport.selfservice.profile;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** What an erasure takes of changes of an address. */
@Singleton
class EmailChangeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("email_change"));
    }
}
