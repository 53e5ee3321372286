package dev.sallyport.support.agent;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.security.caller.Roles;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.ActiveSession;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Checks in the transaction of each act whether agents still have their role: a request may have waited for a lock.
 */
@ApplicationScoped
public class AgentAuthorization {

    private final Users users;
    private final BoundFactors factors;
    private final ActiveCaller active;
    private final ResetRules rules;
    private final Clock clock;

    public AgentAuthorization(Users users, BoundFactors factors, ActiveCaller active, ResetRules rules, Clock clock) {
        this.users = users;
        this.factors = factors;
        this.active = active;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Why the calling agent may no longer act, or empty: the session, the role and the second factor MUST still exist.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ProblemException> objection(UserCaller agent) {
        Optional<ActiveSession> session = active.find(agent, clock.instant());
        if (session.isEmpty()) {
            return Optional.of(new ProblemException(ProblemType.NOT_AUTHENTICATED));
        }
        if (!isAgent(agent.userId())) {
            return Optional.of(new ProblemException(ProblemType.FORBIDDEN));
        }
        boolean lost = session.get().proof().level() != AssuranceLevel.TWO_FACTOR;
        return lost ? Optional.of(SupportProblems.withoutFactor()) : Optional.empty();
    }

    /** A single agent must not be able to take over a user with the privileges of an agent, or more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean needsSecondAgent(UserSnapshot user) {
        return rules.needsSecondAgent(isPrivileged(user));
    }

    /** Whether an agent alone may let the user in at once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean mayLetIn(UserSnapshot user) {
        return rules.isImmediate(isPrivileged(user));
    }

    private boolean isPrivileged(UserSnapshot user) {
        return user.roles().contains(Roles.SUPPORT) || users.hasPowerOverOthers(user.id());
    }

    /** Whether the user has a second factor that an access code could stand in for. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasSecondFactor(UserId user) {
        return factors.exist(user);
    }

    /** Whether the user is active, and a support agent. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isAgent(UserId user) {
        return users.findActive(user)
                .filter(found -> found.roles().contains(Roles.SUPPORT))
                .isPresent();
    }
}
