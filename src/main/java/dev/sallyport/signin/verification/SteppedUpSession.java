package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.sessions.session.ActiveCaller;
import dev.sallyport.sessions.session.SessionGrant;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The session of a user who has just proved again who they are. */
@ApplicationScoped
class SteppedUpSession {

    private final ActiveCaller active;
    private final Policies policies;
    private final Sessions sessions;
    private final Audit audit;

    SteppedUpSession(ActiveCaller active, Policies policies, Sessions sessions, Audit audit) {
        this.active = active;
        this.policies = policies;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * The session keeps its id and what was proved before; older tokens stay as they are. A session that ended while
     * the code was checked stays ended.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Outcome<SessionGrant> raise(
            UserCaller caller, AssuranceLevel level, List<String> proved, ClientContext context, Instant now) {
        return active.require(caller)
                .then(user -> policies.permits(caller.sessionId(), user.id(), now)
                        ? raise(caller, user, level, proved, context, now)
                        : Outcome.refused(ProblemType.NOT_AUTHENTICATED));
    }

    private Outcome<SessionGrant> raise(
            UserCaller caller,
            UserSnapshot user,
            AssuranceLevel level,
            List<String> proved,
            ClientContext context,
            Instant now) {
        return sessions.stepUp(caller.sessionId(), SessionUser.of(user), level, caller.amr(), proved, now)
                .map(session -> {
                    audit.record(AuditEntry.success(AuditType.STEP_UP, now, context)
                            .user(user.id())
                            .with("session", session.id().toString())
                            .with("amr", session.amr()));
                    return Outcome.of(session);
                })
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_AUTHENTICATED));
    }
}
