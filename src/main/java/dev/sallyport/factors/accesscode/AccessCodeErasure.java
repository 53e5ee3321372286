package dev.sallyport.factors.accesscode;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How access codes are erased: those of the user, and those that the user has issued as an agent. */
@Singleton
class AccessCodeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.rowsOf("access_code"),
                ErasureRule.of("access_code", "delete from access_code where issued_by = :user"));
    }
}
