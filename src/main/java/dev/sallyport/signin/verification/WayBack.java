package dev.sallyport.signin.verification;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.factors.recovery.RecoveryCodes;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.sessions.device.Devices;
import dev.sallyport.sessions.session.SessionUser;
import dev.sallyport.sessions.session.SignInNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows when somebody came back in without their authenticator. */
@ApplicationScoped
class WayBack {

    /** From so many down the user is told to make new ones. */
    static final int FEW_CODES = 3;

    private final RecoveryCodes recoveryCodes;
    private final TwoFactorRemoval removal;
    private final Devices devices;
    private final Notices notices;
    private final Audit audit;

    WayBack(RecoveryCodes recoveryCodes, TwoFactorRemoval removal, Devices devices, Notices notices, Audit audit) {
        this.recoveryCodes = recoveryCodes;
        this.removal = removal;
        this.devices = devices;
        this.notices = notices;
        this.audit = audit;
    }

    /** A recovery code was spent: the user is told, here and by mail. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<SignInNotice> recoveryCodeUsed(OpenChallenge challenge, Origin origin, Instant now) {
        return recoveryCodeUsed(challenge.told(origin), origin, now);
    }

    /** A recovery code was spent in a session that goes on. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<SignInNotice> recoveryCodeUsed(UserSnapshot user, Origin origin, Instant now) {
        return recoveryCodeUsed(user.told(origin), origin, now);
    }

    /** Whoever has lost the app may have lost a device with it: each is asked again. */
    private List<SignInNotice> recoveryCodeUsed(Told told, Origin origin, Instant now) {
        devices.endAll(told.userId(), now);
        int remaining = recoveryCodes.remaining(told.userId());
        audit.record(AuditEntry.success(AuditType.RECOVERY_CODE_USED, now, origin)
                .user(told.userId())
                .with("remaining", remaining));
        boolean low = remaining <= FEW_CODES;
        Map<String, String> more = new HashMap<>(Map.of(Notices.REMAINING, Integer.toString(remaining)));
        if (low) {
            more.put(Notices.LOW, "true");
        }
        notices.tell(told, MailKind.RECOVERY_CODE_USED, more, now);
        return low ? List.of(new SignInNotice.RecoveryCodesLow(remaining)) : List.of();
    }

    /** The paper key was spent: everything it stands in for goes, in the same transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    SessionUser paperKeyUsed(OpenChallenge challenge, Origin origin, Instant now) {
        UserSnapshot user = removal.removeAll(challenge.user().id(), Optional.empty(), now);
        audit.record(AuditEntry.success(AuditType.PAPER_KEY_USED, now, origin).user(user.id()));
        notices.tell(challenge.told(origin), MailKind.PAPER_KEY_USED, now);
        return new SessionUser(user.id(), user.email(), user.epoch(), user.roles());
    }
}
