package dev.sallyport.support;

import dev.sallyport.account.Users;
import dev.sallyport.caller.Roles;
import dev.sallyport.caller.UserCaller;
import dev.sallyport.factor.totp.TotpBinding;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether agents are still agents, asked in the transaction of each act: a request that waited for a lock was let in by what
 * held before, and a reset may wait for a day.
 */
@ApplicationScoped
class AgentStanding {

    private final Users users;
    private final TotpBinding authenticators;

    AgentStanding(Users users, TotpBinding authenticators) {
        this.users = users;
        this.authenticators = authenticators;
    }

    /** Why the agent who is calling may not act any more, or empty: the role and the second factor MUST be there now. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<ProblemException> objection(UserCaller agent) {
        if (!isAgent(agent.userId())) {
            return Optional.of(new ProblemException(ProblemType.FORBIDDEN));
        }
        // An agent without an authenticator was let in by a provider that saw two factors.
        boolean lost = agent.twoFactorEnabled()
                && authenticators.listBound(agent.userId()).isEmpty();
        return lost ? Optional.of(Refusals.withoutFactor()) : Optional.empty();
    }

    /** Whether a reset has lost its ground: an agent behind it is none any more, or the user has set up anew since. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isGroundless(TwoFactorReset reset) {
        boolean byAgents = isAgent(reset.requestedBy()) && (reset.approvedBy() == null || isAgent(reset.approvedBy()));
        return !byAgents || authenticators.isBoundSince(reset.userId(), reset.createdAt());
    }

    private boolean isAgent(UUID user) {
        return users.findActive(user)
                .filter(found -> found.roles().contains(Roles.SUPPORT))
                .isPresent();
    }
}
