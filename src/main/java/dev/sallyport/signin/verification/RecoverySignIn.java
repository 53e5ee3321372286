package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The consequences of a sign-in with a recovery code, the paper key, or the access code of an agent. */
@ApplicationScoped
class RecoverySignIn {

    /** At this number of codes or fewer, the user is asked to create new ones. */
    static final int FEW_CODES = 3;

    private final RecoveryCodes recoveryCodes;
    private final TwoFactorRemoval removal;
    private final Devices devices;
    private final Notices notices;
    private final Audit audit;

    RecoverySignIn(
            RecoveryCodes recoveryCodes, TwoFactorRemoval removal, Devices devices, Notices notices, Audit audit) {
        this.recoveryCodes = recoveryCodes;
        this.removal = removal;
        this.devices = devices;
        this.notices = notices;
        this.audit = audit;
    }

    /** A recovery code was spent: the user is notified in the response and by mail. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<SignInNotice> recoveryCodeUsed(OpenChallenge challenge, ClientContext context, Instant now) {
        return recoveryCodeUsed(challenge.recipient(context), context, now);
    }

    /** A recovery code was spent in a session that continues. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<SignInNotice> recoveryCodeUsed(UserSnapshot user, ClientContext context, Instant now) {
        return recoveryCodeUsed(user.recipient(context), context, now);
    }

    /** A user who has lost the app may also have lost a device, so every device must be verified again. */
    private List<SignInNotice> recoveryCodeUsed(NoticeRecipient recipient, ClientContext context, Instant now) {
        devices.endAll(recipient.userId(), now);
        int remaining = recoveryCodes.remaining(recipient.userId());
        audit.record(AuditEntry.success(AuditType.RECOVERY_CODE_USED, now, context)
                .user(recipient.userId())
                .with("remaining", remaining));
        boolean low = remaining <= FEW_CODES;
        Map<String, String> more = new HashMap<>(Map.of(Notices.REMAINING, Integer.toString(remaining)));
        if (low) {
            more.put(Notices.LOW, "true");
        }
        notices.notifyUser(recipient, MailKind.RECOVERY_CODE_USED, more, now);
        return low ? List.of(new SignInNotice.RecoveryCodesLow(remaining)) : List.of();
    }

    /** The code of an agent was spent. As with a recovery code, a device may be lost, too. */
    @Transactional(Transactional.TxType.MANDATORY)
    void accessCodeUsed(OpenChallenge challenge, ClientContext context, Instant now) {
        NoticeRecipient recipient = challenge.recipient(context);
        devices.endAll(recipient.userId(), now);
        audit.record(
                AuditEntry.success(AuditType.ACCESS_CODE_USED, now, context).user(recipient.userId()));
        notices.notifyUser(recipient, MailKind.ACCESS_CODE_USED, now);
    }

    /** The paper key was spent: all factors are removed in the same transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    SessionUser paperKeyUsed(OpenChallenge challenge, ClientContext context, Instant now) {
        UserSnapshot user = removal.removeAll(challenge.user().id(), CarriedOver.none(), now);
        audit.record(AuditEntry.success(AuditType.PAPER_KEY_USED, now, context).user(user.id()));
        notices.notifyUser(challenge.recipient(context), MailKind.PAPER_KEY_USED, now);
        return SessionUser.of(user);
    }
}
