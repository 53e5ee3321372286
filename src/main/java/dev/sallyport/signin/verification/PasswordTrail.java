package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.BlindGuesses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** What wrong passwords leave: a row of the trail each, and one mail a day to the owner for a run of them. */
@ApplicationScoped
class PasswordTrail {

    private final BlindGuesses guesses;
    private final Notices notices;
    private final Audit audit;
    private final AfterAnswer after;

    PasswordTrail(BlindGuesses guesses, Notices notices, Audit audit, AfterAnswer after) {
        this.guesses = guesses;
        this.notices = notices;
        this.audit = audit;
        this.after = after;
    }

    /** There were too many sign-ins from one network address. */
    @Transactional(Transactional.TxType.MANDATORY)
    void limited(Origin origin, Instant now) {
        audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, origin));
    }

    /** There were too many sign-ins with this email from one network address. */
    @Transactional(Transactional.TxType.MANDATORY)
    void limited(Optional<SignInSubject> subject, Origin origin, Instant now) {
        audit.record(about(subject, AuditType.EXCESS_RATE_LIMIT_EXCEEDED, origin, now));
    }

    /** The password was wrong, or opens nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    void refused(SignInAttempt attempt, Origin origin) {
        audit.record(about(attempt.subject(), AuditType.AUTHN_LOGIN_FAIL, origin, attempt.now()));
    }

    /** The password was wrong, and it was the last one of its window whose answer says so. */
    void noteRun(SignInAttempt attempt, Origin origin) {
        after.run(() -> tellOfRun(attempt, origin));
    }

    /** The password was wrong, or opens nothing, and the answer does not say so: neither must the time that it takes. */
    void refusedBlindly(SignInAttempt attempt, Origin origin) {
        after.run(() -> {
            refused(attempt, origin);
            tellOfRun(attempt, origin);
        });
    }

    private void tellOfRun(SignInAttempt attempt, Origin origin) {
        attempt.subject()
                .filter(SignInSubject::active)
                .filter(owner -> guesses.isFirstOfDay(attempt.emailHash(), attempt.now()))
                .ifPresent(owner -> tell(owner, origin, attempt.now()));
    }

    /** The event is about a run of requests, so that it has the id of none. */
    private void tell(SignInSubject owner, Origin origin, Instant now) {
        Origin last = new Origin(origin.address(), origin.userAgent(), null, origin.language());
        audit.record(about(Optional.of(owner), AuditType.AUTHN_LOGIN_FAIL_MAX, last, now));
        notices.tell(owner.told(origin), MailKind.WRONG_PASSWORDS, now);
    }

    private static AuditEntry about(Optional<SignInSubject> subject, AuditType type, Origin origin, Instant now) {
        return AuditEntry.refused(type, now, origin)
                .user(subject.map(known -> known.user().id()).orElse(null))
                .with("step", "password");
    }
}
