package dev.sallyport.selfservice.member;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long invitations and counts of them are kept after their end. */
@Singleton
class InvitationRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(
                RetentionRule.delete("invitation", "expires_at", "account_id", "id"),
                RetentionRule.delete("invitation_allowance", "expires_at", "account_id"));
    }
}
