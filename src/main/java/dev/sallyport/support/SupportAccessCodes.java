package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.factors.accesscode.AccessCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.support.agent.AgentAct;
import dev.sallyport.support.agent.AgentAuthorization;
import dev.sallyport.support.agent.AgentGuard;
import dev.sallyport.support.agent.SupportProblems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/**
 * Access codes by agents, under the rules of resets. A user for whom a reset needs a second agent or waits gets no
 * code: an agent alone must not be able to sign in as such a user, and no code may replace the wait.
 */
@ApplicationScoped
class SupportAccessCodes {

    private final AccessCodes codes;
    private final AgentGuard guard;
    private final AgentAuthorization authorization;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    SupportAccessCodes(
            AccessCodes codes,
            AgentGuard guard,
            AgentAuthorization authorization,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.codes = codes;
        this.guard = guard;
        this.authorization = authorization;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<AccessCodeResponse> issue(UserCaller agent, UserId user, AccessCodeRequest request, ClientContext context) {
        return Transactions.call(() -> {
            AgentAct act = new AgentAct(AgentAct.Kind.ACCESS_CODE, agent, user, context, clock.instant());
            return guard.lockUser(act)
                    .then(locked -> requireImmediate(act, locked))
                    .then(locked -> guard.count(act, locked))
                    .then(this::requireSecondFactor)
                    .map(locked -> issue(act, locked, request));
        });
    }

    /** An agent alone cannot let in a user whose reset waits or needs a second agent. */
    private Outcome<UserSnapshot> requireImmediate(AgentAct act, UserSnapshot user) {
        if (authorization.mayLetIn(user)) {
            return Outcome.of(user);
        }
        guard.recordRefusal(AuditType.ACCESS_CODE_ISSUED, act);
        return Outcome.refused(SupportProblems.notImmediate());
    }

    private Outcome<UserSnapshot> requireSecondFactor(UserSnapshot user) {
        return authorization.hasSecondFactor(user.id())
                ? Outcome.of(user)
                : Outcome.refused(SupportProblems.conflict(
                        "The user has no second factor, so the password and the mailbox are enough. Ask the"
                                + " user to sign in."));
    }

    private AccessCodeResponse issue(AgentAct act, UserSnapshot user, AccessCodeRequest request) {
        String reference = Ids.next().toString();
        AccessCodes.Issued issued = codes.issue(act.agent().userId(), user, act.now());
        audit.record(AuditEntry.success(AuditType.ACCESS_CODE_ISSUED, act.now(), act.context())
                .by(act.agent())
                .user(user.id())
                .with("accessCode", reference)
                .withWords("reason", request.reason())
                .withWords("identityCheck", request.identityCheck()));
        // The agent's network address is not disclosed.
        notices.notifyUser(
                user.recipient(), MailKind.ACCESS_CODE_ISSUED, Map.of(Notices.REFERENCE, reference), act.now());
        return new AccessCodeResponse(issued.code(), issued.expiresAt());
    }
}
