package dev.sallyport.selfservice.report;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.selfservice.lockdown.Lockdowns;
import dev.sallyport.selfservice.ownpassword.RequiredPasswordReset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** What follows for a locked user who reported an act. */
@ApplicationScoped
class ReportConsequences {

    private final RequiredPasswordReset passwordReset;
    private final Lockdowns lockdowns;
    private final Audit audit;

    ReportConsequences(RequiredPasswordReset passwordReset, Lockdowns lockdowns, Audit audit) {
        this.passwordReset = passwordReset;
        this.lockdowns = lockdowns;
        this.audit = audit;
    }

    /** Requires a new password, and mails the link to it. False if the user has no password. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean requirePassword(UserSnapshot user, ClientContext context, Instant now) {
        return passwordReset.require(MailKind.PASSWORD_RESET_AFTER_REPORT, user, context, now);
    }

    /** Locks the user down: the link to a new password follows when support opens the user. Always false. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean lockDown(UserSnapshot user, ClientContext context, Instant now) {
        lockdowns.begin(user, context, now);
        audit.record(
                AuditEntry.success(AuditType.USER_LOCKED_DOWN, now, context).user(user.id()));
        return false;
    }
}
