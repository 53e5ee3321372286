package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.throttle.AddressThrottle;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.context.ManagedExecutor;

/**
 * Accepts requests for a password reset link. The user is looked up after the response, so that the response and its
 * time are the same for an unknown email.
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

    void requestReset(String emailText, ClientContext context) {
        EmailAddress email = EmailAddress.parse(emailText)
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_REQUEST)
                        .error("email", EmailAddress.problem(emailText)));
        Instant now = clock.instant();
        if (addresses.spendMail(context.address(), now).isEmpty()) {
            workers.execute(() -> Transactions.run(() -> send(email, context, now)));
        }
    }

    /**
     * Only to users who have a password, or need one after a lockdown: other users who sign in with an identity
     * provider do not get one this way.
     */
    private void send(EmailAddress email, ClientContext context, Instant now) {
        users.find(email.value())
                .map(KnownUser::id)
                .filter(user -> credentials.find(user).isPresent() || users.isSignInBarred(user))
                .flatMap(users::lockActive)
                .ifPresent(user -> links.send(user, context, now));
    }
}
