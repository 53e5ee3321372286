package dev.sallyport.accounts.password;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** What an erasure takes of passwords. */
@Singleton
class PasswordErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("password_credential"), ErasureRule.rowsOf("password_reset"));
    }
}
