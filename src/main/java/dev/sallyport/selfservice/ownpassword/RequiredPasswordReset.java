package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Disables a password that another person may know, until the user sets a new one by a mailed link. */
@ApplicationScoped
public class RequiredPasswordReset {

    private final PasswordCredentials credentials;
    private final ResetLinks links;

    RequiredPasswordReset(PasswordCredentials credentials, ResetLinks links) {
        this.credentials = credentials;
        this.links = links;
    }

    /**
     * Requires a reset of a locked user, and mails the link to it. False if the user has no password.
     *
     * @param kind of the mail, which says why the old password no longer works
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean require(MailKind kind, UserSnapshot user, ClientContext context, Instant now) {
        boolean hasPassword = credentials.requireReset(user.id(), now);
        if (hasPassword) {
            links.sendAnyway(kind, user, context, now);
        }
        return hasPassword;
    }

    /** The same without the link, for a locked user who cannot use one yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireLater(UserId user, Instant now) {
        credentials.requireReset(user, now);
    }

    /**
     * Mails the link to a locked user after a lockdown, also to one without a password: it is the only way back, and
     * sets the first one.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void sendLink(UserSnapshot user, ClientContext context, Instant now) {
        links.sendAnyway(MailKind.PASSWORD_RESET_AFTER_LOCKDOWN, user, context, now);
    }
}
