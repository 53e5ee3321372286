package dev.sallyport.support.agent;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The checks that an act which agents cannot perform on themselves must pass, and the audit rows of refused acts. Agents
 * see and revoke the devices of any user, and their own, so that acts on devices are not among them.
 */
@ApplicationScoped
public class AgentGuard {

    private final Users users;
    private final AgentAuthorization authorization;
    private final ResetAllowance allowance;
    private final Audit audit;

    public AgentGuard(Users users, AgentAuthorization authorization, ResetAllowance allowance, Audit audit) {
        this.users = users;
        this.authorization = authorization;
        this.allowance = allowance;
        this.audit = audit;
    }

    /**
     * Why the agent may not act, or empty: agents cannot act on themselves, and must still be agents. The caller MUST
     * have locked what it acts on, because a request may have waited for that.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ProblemException> objection(AgentAct act) {
        if (act.agent().userId().equals(act.user())) {
            recordRefusal(act.kind().type(), act);
            return Optional.of(SupportProblems.cannotActOnSelf());
        }
        return authorization.objection(act.agent());
    }

    /** Locks the user, and then checks that the agent may act. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<UserSnapshot> lockUser(AgentAct act) {
        return lock(act)
                .map(user -> objection(act)
                        .<Outcome<UserSnapshot>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.of(user)))
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND));
    }

    private Optional<UserSnapshot> lock(AgentAct act) {
        return act.kind().onLockedDown() ? users.lockForReset(act.user()) : users.lockActive(act.user());
    }

    /** Counts the act, and refuses it if there were too many. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<UserSnapshot> count(AgentAct act, UserSnapshot user) {
        return allowance
                .spend(act.agent().userId(), user.id(), act.now())
                .<Outcome<UserSnapshot>>map(wait -> {
                    recordRefusal(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, act);
                    return Outcome.refused(SupportProblems.tooMany(wait));
                })
                .orElseGet(() -> Outcome.of(user));
    }

    /** Records a refused act. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordRefusal(AuditType type, AgentAct act) {
        audit.record(AuditEntry.refused(type, act.now(), act.context())
                .by(act.agent())
                .user(act.user())
                .with("act", act.kind().text()));
    }
}
