package dev.sallyport.factors.recovery;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Records that recovery codes and paper keys were renewed, and notifies their user. */
@ApplicationScoped
class RecoveryTrail {

    private final Notices notices;
    private final Audit audit;

    RecoveryTrail(Notices notices, Audit audit) {
        this.notices = notices;
        this.audit = audit;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void renewed(UserSnapshot user, AuditType type, MailKind kind, ClientContext context, Instant now) {
        audit.record(AuditEntry.success(type, now, context).user(user.id()));
        notices.notifyUser(user.recipient(context), kind, now);
    }

    /** There were too many within the hour. */
    @Transactional(Transactional.TxType.MANDATORY)
    void limited(UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.refused(AuditType.EXCESS_RATE_LIMIT_EXCEEDED, now, context)
                .user(user));
    }
}
