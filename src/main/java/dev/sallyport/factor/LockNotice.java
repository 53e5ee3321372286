package dev.sallyport.factor;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.Origin;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.Told;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** What follows from the wrong code that closes the second step: a row in the trail, and a mail to the owner. */
@ApplicationScoped
public class LockNotice {

    private final Audit audit;
    private final Notices notices;

    LockNotice(Audit audit, Notices notices) {
        this.audit = audit;
        this.notices = notices;
    }

    /** Does nothing for a verdict that leaves the door open. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void after(Verdict verdict, FactorMethod method, Told owner, Origin origin, Instant now) {
        if (verdict.isRight() || !verdict.attempt().locks()) {
            return;
        }
        audit.record(AuditEntry.refused(AuditType.AUTHN_LOGIN_LOCK, now, origin)
                .user(owner.userId())
                .with("method", method.text()));
        notices.tell(owner, MailKind.SECOND_STEP_LOCKED, now);
    }
}
