package dev.sallyport.factors.factor;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import java.util.UUID;

/**
 * The check of a second factor that users set up, and that sign-in asks for from then on. Its method has the role
 * {@link dev.sallyport.security.assurance.FactorRole#SECOND_FACTOR}, and its rows are in the view
 * {@code second_factor}.
 */
public interface EnrolledFactor extends SecondFactor {

    /** The kind of mail that tells its user that one was removed. */
    default MailKind removedMail() {
        return MailKind.AUTHENTICATOR_REMOVED;
    }

    /** Deletes one that the user has set up, with its secret. */
    void remove(UUID id, UserId user);

    /** Accepts no more answers from one; that the user has a second factor stays. */
    void suspend(UUID id, UserId user);
}
