package dev.sallyport.policies.policy;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How policies are erased: the account keeps the policy, without the user who changed it last. */
@Singleton
class PolicyErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.of(
                "two_factor_policy", "update two_factor_policy set updated_by = null where updated_by = :user"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("policy_rollout"), ErasureRule.rowsOfAccount("two_factor_policy"));
    }
}
