package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.EmailUniqueness;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.email.EmailCodes;
import dev.sallyport.factors.factor.Attempt;
import dev.sallyport.factors.factor.CodeProblems;
import dev.sallyport.factors.factor.FactorMethod;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Completes the change of an email address with the code that was sent to it. */
@ApplicationScoped
class EmailConfirmationService {

    private final EmailChangeRepository rows;
    private final EmailCodes codes;
    private final SecondFactorThrottle throttle;
    private final WrongCodes wrongCodes;
    private final Users users;
    private final Sessions sessions;
    private final NewEpoch newEpoch;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    EmailConfirmationService(
            EmailChangeRepository rows,
            EmailCodes codes,
            SecondFactorThrottle throttle,
            WrongCodes wrongCodes,
            Users users,
            Sessions sessions,
            NewEpoch newEpoch,
            Notices notices,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.codes = codes;
        this.throttle = throttle;
        this.wrongCodes = wrongCodes;
        this.users = users;
        this.sessions = sessions;
        this.newEpoch = newEpoch;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    void confirm(UserCaller caller, String typed, ClientContext context) {
        String code = TypedCode.sixDigits(typed).orElseThrow(() -> CodeProblems.malformed(FactorMethod.EMAIL_CODE));
        EmailUniqueness.inTransaction(() -> verify(caller, code, context));
    }

    private Outcome<Void> verify(UserCaller caller, String code, ClientContext context) {
        Instant now = clock.instant();
        // In addition to the tries of one change, since there can be many changes: spent first, as with every other
        // code.
        Attempt attempt = throttle.spendAttempt(caller.userId(), now);
        if (!attempt.allowed()) {
            audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context)
                    .user(caller.userId()));
            return Outcome.refused(
                    new ProblemException(ProblemType.TOO_MANY_ATTEMPTS).retryAfter(attempt.retryAfter()));
        }
        Optional<UserSnapshot> user = users.lock(caller.userId())
                .filter(active -> sessions.lockLive(caller.sessionId(), active.id(), active.epoch()));
        if (user.isEmpty()) {
            throttle.giveBack(caller.userId(), attempt);
            return Outcome.refused(ProblemType.NOT_AUTHENTICATED);
        }
        Optional<EmailChange> waiting = rows.findByIdOptional(caller.userId())
                .filter(change -> change.isOpen(caller.sessionId(), user.get().epoch(), now));
        if (waiting.isEmpty()) {
            throttle.giveBack(caller.userId(), attempt);
            return Outcome.refused(
                    new ProblemException(ProblemType.GONE).detail("No change of email is pending. Request a new one."));
        }
        return verify(waiting.get(), code, attempt, new By(caller, user.get(), context, now));
    }

    /** Who enters the code, where and when. */
    private record By(UserCaller caller, UserSnapshot user, ClientContext context, Instant now) {}

    private Outcome<Void> verify(EmailChange change, String code, Attempt attempt, By by) {
        int left = Math.min(change.spendTry(), attempt.remaining());
        if (!codes.matches(change.id(), code)) {
            audit.record(AuditEntry.refused(AuditType.EMAIL_CHANGE_CODE_FAIL, by.now(), by.context())
                    .user(by.user().id()));
            wrongCodes.note(
                    attempt, FactorMethod.EMAIL_CODE, by.user().recipient(by.context()), by.context(), by.now());
            return Outcome.refused(CodeProblems.wrong(left, Optional.empty()));
        }
        throttle.giveBack(by.user().id(), attempt);
        return changeEmail(change, by);
    }

    private Outcome<Void> changeEmail(EmailChange change, By by) {
        if (users.find(change.email().value()).isPresent()) {
            return Outcome.refused(ProblemType.EMAIL_TAKEN);
        }
        users.changeEmail(by.user().id(), change.email(), by.now());
        newEpoch.begin(by.user().id(), Optional.of(by.caller().sessionId()), by.now());
        rows.delete(change);
        audit.record(AuditEntry.success(AuditType.EMAIL_CHANGED, by.now(), by.context())
                .user(by.user().id()));
        // Sent to the old address: its owner may not be the one who made the change.
        notices.notifyUser(by.user().recipient(by.context()), MailKind.EMAIL_CHANGED, by.now());
        return Outcome.of(null);
    }
}
