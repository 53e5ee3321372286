package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.UniqueEmail;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.factors.email.EmailCodes;
import dev.sallyport.factors.factor.CodeRefusals;
import dev.sallyport.factors.factor.TypedCode;
import dev.sallyport.factors.factor.WrongCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.security.throttle.Attempt;
import dev.sallyport.security.throttle.Throttle;
import dev.sallyport.sessions.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Completes the change of an email address for whoever has the code from its mailbox. */
@ApplicationScoped
class EmailConfirmationService {

    private final EmailChangeRepository rows;
    private final EmailCodes codes;
    private final Throttle throttle;
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
            Throttle throttle,
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

    void confirm(UserCaller caller, String typed, Origin origin) {
        String code = TypedCode.sixDigits(typed).orElseThrow(() -> CodeRefusals.malformed(FactorMethod.EMAIL_CODE));
        UniqueEmail.inTransaction(() -> judge(caller, code, origin));
    }

    private Outcome<Void> judge(UserCaller caller, String code, Origin origin) {
        Instant now = clock.instant();
        // Beside the tries of one change, of which there can be many: spent first, as with every other code.
        Attempt attempt = throttle.spendAttempt(caller.userId(), now);
        if (!attempt.allowed()) {
            audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, origin)
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
                    new ProblemException(ProblemType.GONE).detail("No change of email is pending: ask for a new one."));
        }
        return judge(waiting.get(), code, attempt, new By(caller, user.get(), origin, now));
    }

    /** Who enters the code, where and when. */
    private record By(UserCaller caller, UserSnapshot user, Origin origin, Instant now) {}

    private Outcome<Void> judge(EmailChange change, String code, Attempt attempt, By by) {
        int left = Math.min(change.spendTry(), attempt.remaining());
        if (!codes.matches(change.id(), code)) {
            audit.record(AuditEntry.refused(AuditType.EMAIL_CHANGE_CODE_FAIL, by.now(), by.origin())
                    .user(by.user().id()));
            wrongCodes.note(attempt, FactorMethod.EMAIL_CODE, by.user().told(by.origin()), by.origin(), by.now());
            return Outcome.refused(CodeRefusals.wrong(left, Optional.empty()));
        }
        throttle.giveBack(by.user().id(), attempt);
        return move(change, by);
    }

    private Outcome<Void> move(EmailChange change, By by) {
        if (users.find(change.email().value()).isPresent()) {
            return Outcome.refused(ProblemType.EMAIL_TAKEN);
        }
        users.move(by.user().id(), change.email(), by.now());
        newEpoch.begin(by.user().id(), Optional.of(by.caller().sessionId()), by.now());
        rows.delete(change);
        audit.record(AuditEntry.success(AuditType.EMAIL_CHANGED, by.now(), by.origin())
                .user(by.user().id()));
        // To the address that was: its owner may not be the one who is at work here.
        notices.tell(by.user().told(by.origin()), MailKind.EMAIL_CHANGED, by.now());
        return Outcome.of(null);
    }
}
