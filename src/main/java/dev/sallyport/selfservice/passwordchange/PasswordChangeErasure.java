package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** What an erasure takes of new passwords that are being required: those of an account go with it. */
@Singleton
class PasswordChangeErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of();
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("password_change_rollout"));
    }
}
