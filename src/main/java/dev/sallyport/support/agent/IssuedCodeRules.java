package dev.sallyport.support.agent;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.factors.accesscode.AccessCodeRules;
import dev.sallyport.factors.accesscode.IssuedCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Whether an access code may still be used. What is checked when a code is issued is checked again when it is used: an
 * agent who was an attacker must not keep a way in after the lockdown, and the user may have become one whom an agent
 * alone must not let in.
 */
@ApplicationScoped
class IssuedCodeRules implements AccessCodeRules {

    private final AgentAuthorization authorization;
    private final Users users;

    IssuedCodeRules(AgentAuthorization authorization, Users users) {
        this.authorization = authorization;
        this.users = users;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean mayBeUsed(IssuedCode code) {
        return authorization.isAgent(code.agent())
                && !users.wasLockedDownAfter(code.agent(), code.at())
                && users.findActive(code.user()).filter(authorization::mayLetIn).isPresent();
    }
}
