package dev.sallyport.mailing.brand;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How brands are erased. */
@Singleton
class BrandErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of();
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("account_brand"));
    }
}
