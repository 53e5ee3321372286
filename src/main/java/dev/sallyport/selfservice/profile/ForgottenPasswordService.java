package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.context.ManagedExecutor;

/**
 * Hears that a password is forgotten. Whose it is is looked up after the answer, which is therefore the same, and takes the
 * same time, for an email that nobody has.
 */
@ApplicationScoped
class ForgottenPasswordService {

    private final AddressThrottle addresses;
    private final Users users;
    private final PasswordCredentials credentials;
    private final ResetLinks links;
    private final ManagedExecutor workers;
    private final Clock clock;

    ForgottenPasswordService(
            AddressThrottle addresses,
            Users users,
            PasswordCredentials credentials,
            ResetLinks links,
            ManagedExecutor workers,
            Clock clock) {
        this.addresses = addresses;
        this.users = users;
        this.credentials = credentials;
        this.links = links;
        this.workers = workers;
        this.clock = clock;
    }

    void hear(String emailText, Origin origin) {
        EmailAddress email = EmailAddress.parse(emailText)
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_REQUEST)
                        .error("email", EmailAddress.problem(emailText)));
        Instant now = clock.instant();
        boolean allowed = Transactions.call(
                () -> addresses.spendMail(origin.address(), now).isEmpty());
        if (allowed) {
            workers.execute(() -> Transactions.run(() -> send(email, origin, now)));
        }
    }

    /** Only to somebody who has a password: who signs in by an identity provider is not given one by this. */
    private void send(EmailAddress email, Origin origin, Instant now) {
        users.find(email.value())
                .map(KnownUser::id)
                .filter(user -> credentials.find(user).isPresent())
                .flatMap(users::lock)
                .ifPresent(user -> links.send(user, origin, now));
    }
}
