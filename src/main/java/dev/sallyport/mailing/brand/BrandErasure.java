package dev.sallyport.mailing.brand;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** What an erasure takes of brands. */
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
