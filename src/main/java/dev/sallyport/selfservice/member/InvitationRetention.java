package dev.sallyport.selfservice.member;

import dev.sallyport.base.database.RetentionRule;
import dev.sallyport.base.database.RetentionRules;
import jakarta.inject.Singleton;
import java.util.List;

/** How long invitations are kept after their end. */
@Singleton
class InvitationRetention implements RetentionRules {

    @Override
    public List<RetentionRule> rules() {
        return List.of(RetentionRule.delete("invitation", "expires_at", "account_id", "id"));
    }
}
