package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.factors.factor.GuessLimit;
import dev.sallyport.factors.factor.SecondFactorThrottle;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.session.CarriedOver;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/**
 * Ends guessing at codes sent by email. Only an attacker with the password or a session can continue to guess, so the
 * password is disabled until the owner sets a new one, and every open challenge and code becomes void. Sessions and
 * devices stay.
 *
 * <p>A user without a password, who signs in by an identity provider only, has none to reset: there the locks alone
 * limit the guesses.
 */
@ApplicationScoped
class EmailCodeGuessLimit implements GuessLimit {

    private final PasswordCredentials credentials;
    private final ResetLinks resetLinks;
    private final SecondFactorThrottle throttle;
    private final Users users;
    private final Epochs epochs;

    EmailCodeGuessLimit(
            PasswordCredentials credentials,
            ResetLinks resetLinks,
            SecondFactorThrottle throttle,
            Users users,
            Epochs epochs) {
        this.credentials = credentials;
        this.resetLinks = resetLinks;
        this.throttle = throttle;
        this.users = users;
        this.epochs = epochs;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void reached(NoticeRecipient owner, FactorMethod method, ClientContext context, Instant now) {
        if (method == FactorMethod.EMAIL_CODE) {
            users.lockActive(owner.userId())
                    .filter(user -> credentials.requireReset(user.id(), now))
                    .ifPresent(user -> endGuessing(user, context, now));
        }
    }

    /** The caller has locked the attempts before the user, so that this cannot deadlock with a check of a code. */
    private void endGuessing(UserSnapshot before, ClientContext context, Instant now) {
        throttle.resetConsecutiveFailures(before.id());
        UserSnapshot after =
                epochs.begin(before.id(), CarriedOver.sessionsAndDevices(), now).user();
        resetLinks.sendAnyway(MailKind.PASSWORD_RESET_AFTER_GUESSES, after, context, now);
    }
}
