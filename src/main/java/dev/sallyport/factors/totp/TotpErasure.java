package dev.sallyport.factors.totp;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How authenticator apps are erased. */
@Singleton
class TotpErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("totp_authenticator"), ErasureRule.rowsOf("voided_authenticator"));
    }
}
