package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.accesscode.AccessCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Access codes by agents, under the rules of resets. A user for whom a reset needs a second agent or waits gets no
 * code: an agent alone must not be able to sign in as such a user, and no code outlives the wait.
 */
@ApplicationScoped
class SupportAccessCodes {

    private final AccessCodes codes;
    private final AgentStanding standing;
    private final ResetAllowance allowance;
    private final Users users;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    SupportAccessCodes(
            AccessCodes codes,
            AgentStanding standing,
            ResetAllowance allowance,
            Users users,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.codes = codes;
        this.standing = standing;
        this.allowance = allowance;
        this.users = users;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<AccessCodeResponse> issue(UserCaller agent, UserId user, AccessCodeRequest request, ClientContext context) {
        return Transactions.call(() -> issueLocked(agent, user, request, context));
    }

    private Outcome<AccessCodeResponse> issueLocked(
            UserCaller agent, UserId userId, AccessCodeRequest request, ClientContext context) {
        Instant now = clock.instant();
        if (agent.userId().equals(userId)) {
            recordRefusal(AuditType.ACCESS_CODE_ISSUED, agent, userId, context, now);
            return Outcome.refused(SupportProblems.oneself());
        }
        Optional<UserSnapshot> user = users.lock(userId);
        if (user.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<ProblemException> objection = standing.objection(agent);
        if (objection.isPresent()) {
            return Outcome.refused(objection.get());
        }
        if (!standing.mayLetIn(user.get())) {
            recordRefusal(AuditType.ACCESS_CODE_ISSUED, agent, userId, context, now);
            return Outcome.refused(SupportProblems.notImmediate());
        }
        Optional<Duration> wait = allowance.spend(agent.userId(), userId, now);
        if (wait.isPresent()) {
            recordRefusal(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, agent, userId, context, now);
            return Outcome.refused(SupportProblems.tooMany(wait.get()));
        }
        return standing.hasSecondFactor(userId)
                ? Outcome.of(issue(agent, user.get(), request, context, now))
                : Outcome.refused(SupportProblems.conflict(
                        "The user has no second factor, so the password and the mailbox are enough. Ask the"
                                + " user to sign in."));
    }

    private AccessCodeResponse issue(
            UserCaller agent, UserSnapshot user, AccessCodeRequest request, ClientContext context, Instant now) {
        String reference = Ids.next().toString();
        AccessCodes.Issued issued = codes.issue(user, now);
        audit.record(AuditEntry.success(AuditType.ACCESS_CODE_ISSUED, now, context)
                .by(agent)
                .user(user.id())
                .with("accessCode", reference)
                .withWords("reason", request.reason())
                .withWords("identityCheck", request.identityCheck()));
        // The agent's network address is not disclosed.
        notices.notifyUser(
                new NoticeRecipient(user.id(), user.email(), user.locale(), null),
                MailKind.ACCESS_CODE_ISSUED,
                Map.of(Notices.REFERENCE, reference),
                now);
        return new AccessCodeResponse(issued.code(), issued.expiresAt());
    }

    private void recordRefusal(AuditType type, UserCaller agent, UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.refused(type, now, context).by(agent).user(user).with("act", "access_code"));
    }
}
