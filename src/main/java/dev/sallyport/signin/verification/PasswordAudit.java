package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.BlindGuesses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * The traces of wrong passwords: an audit row for each, and at most one mail a day to the owner for a series of them.
 */
@ApplicationScoped
class PasswordAudit {

    private final BlindGuesses guesses;
    private final Notices notices;
    private final Audit audit;
    private final DeferredWork deferred;

    PasswordAudit(BlindGuesses guesses, Notices notices, Audit audit, DeferredWork deferred) {
        this.guesses = guesses;
        this.notices = notices;
        this.audit = audit;
        this.deferred = deferred;
    }

    /** There were too many sign-ins with this email from one network address. */
    @Transactional(Transactional.TxType.MANDATORY)
    void limited(Optional<SignInSubject> subject, ClientContext context, Instant now) {
        audit.record(about(subject, AuditType.EXCESS_RATE_LIMIT_EXCEEDED, context, now));
    }

    /** The password was wrong or is disabled. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refused(SignInAttempt attempt, ClientContext context) {
        audit.record(about(attempt.subject(), AuditType.AUTHN_LOGIN_FAIL, context, attempt.now()));
    }

    /** The password was wrong, and the last one of its window for which the response reveals it. */
    void notifyOfStreakLater(SignInAttempt attempt, ClientContext context) {
        deferred.run(() -> notifyOfStreak(attempt, context));
    }

    /** Notifies the owner that there were too many wrong passwords, once a day. */
    @Transactional(Transactional.TxType.MANDATORY)
    void notifyOfStreak(SignInAttempt attempt, ClientContext context) {
        attempt.subject()
                .filter(SignInSubject::active)
                .filter(owner -> guesses.takeDailyNotice(attempt.emailHash(), attempt.now()))
                .ifPresent(owner -> notifyUser(owner, context, attempt.now()));
    }

    /** The event is about a run of requests, so that it has the id of none. */
    private void notifyUser(SignInSubject owner, ClientContext context, Instant now) {
        ClientContext last = context.withoutRequest();
        audit.record(about(Optional.of(owner), AuditType.AUTHN_LOGIN_FAIL_MAX, last, now));
        notices.notifyUser(owner.recipient(context), MailKind.WRONG_PASSWORDS, now);
    }

    private static AuditEntry about(
            Optional<SignInSubject> subject, AuditType type, ClientContext context, Instant now) {
        return AuditEntry.refused(type, now, context)
                .user(subject.map(known -> known.user().id()).orElse(null))
                .with("step", "password");
    }
}
