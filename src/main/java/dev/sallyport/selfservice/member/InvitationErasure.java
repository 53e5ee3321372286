package dev.sallyport.selfservice.member;

import dev.sallyport.base.database.ErasureRule;
import dev.sallyport.base.database.ErasureRules;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * How invitations are erased: those of the address, and those that the user sent and that are void without
 * them.
 */
@Singleton
class InvitationErasure implements ErasureRules {

    @Override
    public List<ErasureRule> ofUser() {
        return List.of(
                ErasureRule.of("invitation", "delete from invitation where email = :email"),
                ErasureRule.of("invitation", "delete from invitation where invited_by = :user"));
    }

    @Override
    public List<ErasureRule> ofAccount() {
        return List.of(ErasureRule.rowsOfAccount("invitation"));
    }
}
