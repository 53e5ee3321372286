package dev.sallyport.factors.passkey;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.AuthenticatorId;
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
import java.util.Map;

/** What follows from a signature counter that went back: an audit event, and a mail unless there were enough. */
@ApplicationScoped
class CounterNotice {

    private final Users users;
    private final CopyNoticeAllowance allowance;
    private final Notices notices;
    private final Audit audit;

    CounterNotice(Users users, CopyNoticeAllowance allowance, Notices notices, Audit audit) {
        this.users = users;
        this.allowance = allowance;
        this.notices = notices;
        this.audit = audit;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void send(UserId user, AuthenticatorId passkey, boolean refused, ClientContext context, Instant now) {
        AuditEntry entry = refused
                ? AuditEntry.refused(AuditType.PASSKEY_COUNTER_WENT_BACK, now, context)
                : AuditEntry.success(AuditType.PASSKEY_COUNTER_WENT_BACK, now, context);
        audit.record(entry.user(user).with("authenticator", passkey.toString()));
        users.lockActive(user)
                .filter(owner -> allowance.spend(owner.id(), passkey, now))
                .ifPresent(owner -> notices.notifyUser(
                        owner.recipient(context),
                        MailKind.PASSKEY_COPIED,
                        Map.of(Notices.SUBJECT, passkey.toString()),
                        now));
    }
}
