package dev.sallyport.signin.verification;

import dev.sallyport.base.database.TransactionEnd;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.NewSession;
import dev.sallyport.sessions.session.SessionGrant;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** The traces of a sign-in whose first factor was correct. */
@ApplicationScoped
class SignInAudit {

    private final Audit audit;
    private final TransactionEnd transaction;
    private final MeterRegistry meters;

    SignInAudit(Audit audit, TransactionEnd transaction, MeterRegistry meters) {
        this.audit = audit;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * A challenge was opened. Once that is committed it is counted by purpose and reason, both of which have few
     * values.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void challengeOpened(
            UserId user, ShownPurpose purpose, ChallengeReason reason, ClientContext context, Instant now) {
        audit.record(AuditEntry.success(AuditType.AUTHN_CHALLENGE_OPENED, now, context)
                .user(user)
                .with("purpose", purpose.text())
                .with("reason", reason.text()));
        transaction.then(
                () -> meters.counter("sallyport.challenges", "purpose", purpose.text(), "reason", reason.text())
                        .increment(),
                () -> {});
    }

    /** The code of a challenge was mailed outside a first sign-in. */
    @Transactional(Transactional.TxType.MANDATORY)
    void codeSent(UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.success(AuditType.AUTHN_CODE_SENT, now, context).user(user));
    }

    /** The first factor was correct, but the user has set no new password since a lockdown. */
    @Transactional(Transactional.TxType.MANDATORY)
    void barred(UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_FAIL, now, context)
                .user(user)
                .with("step", "after_lockdown"));
    }

    /** The sign-in is complete. */
    @Transactional(Transactional.TxType.MANDATORY)
    void signedIn(NewSession start, SessionGrant session, Instant now) {
        audit.record(AuditEntry.success(AuditType.AUTHN_LOGIN_SUCCESS, now, start.context())
                .user(start.user().id())
                .with("session", session.id().toString())
                .with("amr", start.allAmr()));
    }
}
