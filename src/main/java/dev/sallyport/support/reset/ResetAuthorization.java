package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.factors.factor.BoundFactors;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.support.agent.AgentAuthorization;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks whether those who decide a reset still may: a reset can wait for a day. */
@ApplicationScoped
class ResetAuthorization {

    private final AgentAuthorization agents;
    private final MemberResetAuthorization accounts;
    private final BoundFactors factors;
    private final Users users;

    ResetAuthorization(
            AgentAuthorization agents, MemberResetAuthorization accounts, BoundFactors factors, Users users) {
        this.agents = agents;
        this.accounts = accounts;
        this.factors = factors;
        this.users = users;
    }

    /** Why the calling agent may no longer act, or empty. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<ProblemException> objection(UserCaller agent) {
        return agents.objection(agent);
    }

    /**
     * Whether a reset is void: one of its agents has lost the role, or the account no longer allows it, or the user has
     * enrolled again since, or the user or one who decides it was locked down since.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isGroundless(TwoFactorReset reset) {
        boolean allowed = reset.accountId() == null
                ? agents.isAgent(reset.requestedBy()) && agents.isAgent(reset.decidedBy())
                : accounts.allows(reset.accountId(), reset.requestedBy(), reset.userId())
                        && (reset.approvedBy() == null || agents.isAgent(reset.approvedBy()));
        return !allowed
                || factors.existSince(reset.userId(), reset.createdAt())
                || Stream.of(reset.userId(), reset.requestedBy(), reset.decidedBy())
                        .anyMatch(user -> users.wasLockedDownAfter(user, reset.createdAt()));
    }

    /** Whether a second agent is missing: the user has got power over others since one agent alone decided. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean lacksSecondAgent(TwoFactorReset reset, UserSnapshot user) {
        return reset.accountId() == null && reset.approvedBy() == null && agents.needsSecondAgent(user);
    }
}
