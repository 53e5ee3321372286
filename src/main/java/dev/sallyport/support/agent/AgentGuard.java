package dev.sallyport.support.agent;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** The checks that every act of an agent on a user must pass, and the audit rows of refused acts. */
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

    /** Locks the user, and then checks that the agent may still act. Agents cannot act on themselves. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Outcome<UserSnapshot> lockUser(AgentAct act) {
        if (act.agent().userId().equals(act.user())) {
            recordRefusal(act.kind().type(), act);
            return Outcome.refused(SupportProblems.cannotActOnSelf());
        }
        return lock(act)
                .map(user -> authorization
                        .objection(act.agent())
                        .<Outcome<UserSnapshot>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.of(user)))
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND));
    }

    private Optional<UserSnapshot> lock(AgentAct act) {
        return act.kind().onLockedDown() ? users.lockForReset(act.user()) : users.lock(act.user());
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
