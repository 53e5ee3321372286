package dev.sallyport.factors.passkey;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How passkeys are erased. */
@Singleton
class PasskeyErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.rowsOf("passkey_credential"),
                ErasureRule.rowsOf("passkey"),
                ErasureRule.rowsOf("used_passkey_ceremony"));
    }
}
