package dev.sallyport.selfservice.lockdown;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.selfservice.erasure.ErasureRequests;
import dev.sallyport.selfservice.ownpassword.RequiredPasswordReset;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;

/**
 * Locks users down, and lifts lockdowns. Sign-in then answers as for a wrong password, since the user is disabled; but
 * no account, client or invitation enables such a user.
 */
@ApplicationScoped
public class Lockdowns {

    private final Epochs epochs;
    private final Users users;
    private final ErasureRequests erasures;
    private final RequiredPasswordReset passwords;
    private final Notices notices;

    Lockdowns(Epochs epochs, Users users, ErasureRequests erasures, RequiredPasswordReset passwords, Notices notices) {
        this.epochs = epochs;
        this.users = users;
        this.erasures = erasures;
        this.passwords = passwords;
        this.notices = notices;
    }

    /**
     * Locks a locked user down: sessions, devices, challenges and links end. An erasure that waits is cancelled, since
     * another person may have asked for it, and the user could not cancel it any longer.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void begin(UserSnapshot user, ClientContext context, Instant now) {
        end(user.id(), now);
        notices.notifyUser(user.recipient(context), MailKind.LOCKED_DOWN, now);
    }

    /**
     * The same by an agent, whose network address is not in the mail.
     *
     * @param reference by which the user can ask about it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void beginBySupport(UserSnapshot user, String reference, Instant now) {
        end(user.id(), now);
        notices.notifyUser(
                user.recipient(), MailKind.LOCKED_DOWN_BY_SUPPORT, Map.of(Notices.REFERENCE, reference), now);
    }

    /**
     * Lifts the lockdown of a user. Nothing signs the user in until a mailed link has set a new password, or the first
     * one; second factors are as before. A user who was disabled meanwhile stays so, and gets no mail. False for any
     * other user.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean lift(UserId id, ClientContext context, Instant now) {
        boolean lifted = users.liftLockdown(id);
        if (lifted) {
            users.lockActive(id).ifPresent(opened -> {
                notices.notifyUser(opened.recipient(), MailKind.LOCKDOWN_LIFTED, now);
                passwords.sendLink(opened, context, now);
            });
        }
        return lifted;
    }

    private void end(UserId user, Instant now) {
        epochs.disable(user, now);
        users.lockDown(user, now);
        passwords.requireLater(user, now);
        erasures.cancel(user);
    }
}
