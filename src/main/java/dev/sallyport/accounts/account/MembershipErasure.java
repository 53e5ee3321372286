package dev.sallyport.accounts.account;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How memberships are erased. The user and the account themselves go last: see Users and Accounts. */
@Singleton
class MembershipErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(ErasureRule.rowsOf("membership"), ErasureRule.rowsOf("search_word"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(
                ErasureRule.rowsOfAccount("membership"),
                ErasureRule.of("search_word", "delete from search_word where scope_id = :account"));
    }
}
