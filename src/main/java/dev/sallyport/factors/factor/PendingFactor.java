package dev.sallyport.factors.factor;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.assurance.FactorMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A second factor whose first answer was right, and that is still to become active. */
public interface PendingFactor {

    /** A second factor that has just become active, and whether it took the place of another. */
    record Activated(String name, boolean replaced) {}

    FactorMethod method();

    UUID id();

    /** What the first answer adds to {@code amr}. */
    default List<String> amr() {
        return method().amr();
    }

    /** The kind of mail that is sent when it is added to other factors. */
    default MailKind addedMail() {
        return MailKind.AUTHENTICATOR_ADDED;
    }

    /**
     * Makes it active in the caller's transaction, its first answer spent.
     *
     * @return empty if another request was first, or the holder's time is over
     */
    Optional<Activated> activate(SetUpHolder holder, Instant now);
}
