package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.BestEffort;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.factors.factor.BlindThrottle;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.BlindGuesses;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Replaces a password, with all consequences. Guesses at the old one are forgotten afterwards; second factors, and
 * locks caused by wrong codes, stay unchanged.
 */
@ApplicationScoped
class PasswordReplacement {

    private static final Logger LOG = Logger.getLogger(PasswordReplacement.class);

    private final PasswordCredentials credentials;
    private final BlindGuesses guesses;
    private final BlindThrottle codes;
    private final Epochs epochs;
    private final Notices notices;
    private final Audit audit;

    PasswordReplacement(
            PasswordCredentials credentials,
            BlindGuesses guesses,
            BlindThrottle codes,
            Epochs epochs,
            Notices notices,
            Audit audit) {
        this.credentials = credentials;
        this.guesses = guesses;
        this.codes = codes;
        this.epochs = epochs;
        this.notices = notices;
        this.audit = audit;
    }

    /**
     * Replaces the password of a locked user.
     *
     * @param kept the requesting session, which continues; empty for a link
     * @return false if {@code before} is no longer the password, or has been disabled, which only a link can change
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean replace(
            UserSnapshot user,
            StoredPassword before,
            StoredPassword after,
            Optional<SessionId> kept,
            ClientContext context,
            Instant now) {
        boolean opensNothing = kept.isPresent() && credentials.isResetRequired(user.id());
        if (opensNothing || !credentials.replace(user.id(), before, after, now)) {
            return false;
        }
        conclude(user, kept, context, now);
        return true;
    }

    /**
     * Gives a locked user who has no password the first one, by a link.
     *
     * @return false if the user has one by now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean create(UserSnapshot user, StoredPassword first, ClientContext context, Instant now) {
        if (credentials.find(user.id()).isPresent()) {
            return false;
        }
        credentials.create(user.id(), first, now);
        conclude(user, Optional.empty(), context, now);
        return true;
    }

    private void conclude(UserSnapshot user, Optional<SessionId> kept, ClientContext context, Instant now) {
        epochs.begin(user.id(), CarriedOver.only(kept), now);
        audit.record(AuditEntry.success(AuditType.AUTHN_PASSWORD_CHANGE, now, context)
                .user(user.id())
                .with("by", kept.isPresent() ? "present_password" : "link"));
        notices.notifyUser(user.recipient(context), MailKind.PASSWORD_CHANGED, now);
    }

    /**
     * Forgets the guesses at the password that was replaced. It MUST be called after that transaction: the check of a
     * blind answer locks the guesses before the user, and the opposite order could deadlock. The password is replaced
     * whatever happens here: if this fails, or the process dies before, the counts end with their windows.
     */
    void forgetGuesses(UserSnapshot user) {
        BestEffort.run(
                LOG,
                "Guesses at a password that was replaced are kept until their window ends",
                () -> Transactions.run(() -> {
                    guesses.clear(new EmailAddress(user.email()).hash());
                    codes.forget(user.id());
                }));
    }
}
