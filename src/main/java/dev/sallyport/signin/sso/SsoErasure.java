package dev.sallyport.signin.sso;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How links to identity providers are erased. */
@Singleton
class SsoErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("sso_subject"), ErasureRule.rowsOf("sso_identity"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("identity_provider"));
    }
}
