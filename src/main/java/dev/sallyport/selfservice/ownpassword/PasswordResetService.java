package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sets a new password for the holder of a mailed link, or the first one after a lockdown. No session begins, and second
 * factors stay unchanged.
 */
@ApplicationScoped
class PasswordResetService {

    private final PasswordResets resets;
    private final PasswordCredentials credentials;
    private final NewPasswords passwords;
    private final SerialPerUser serial;
    private final PasswordReplacement replacement;
    private final Users users;
    private final Clock clock;

    PasswordResetService(
            PasswordResets resets,
            PasswordCredentials credentials,
            NewPasswords passwords,
            SerialPerUser serial,
            PasswordReplacement replacement,
            Users users,
            Clock clock) {
        this.resets = resets;
        this.credentials = credentials;
        this.passwords = passwords;
        this.serial = serial;
        this.replacement = replacement;
        this.users = users;
        this.clock = clock;
    }

    /** A valid link, and the user data for rating the password. */
    private record Good(KnownUser user, Optional<StoredPassword> password) {}

    /**
     * Sets a new password; it MUST be called outside a transaction.
     *
     * @throws ProblemException {@code gone}, or {@code weak-password}
     */
    void reset(ResetPasswordRequest request, ClientContext context) {
        PasswordResets.Subject subject = Transactions.call(() -> resets.find(request.token(), clock.instant()))
                .orElseThrow(PasswordResetService::gone);
        serial.call(subject.userId(), () -> replaceInTurn(request, context));
    }

    private Void replaceInTurn(ResetPasswordRequest request, ClientContext context) {
        Good good = Transactions.call(() -> find(request.token())).orElseThrow(PasswordResetService::gone);
        List<String> words = good.user().obviousWords();
        StoredPassword after = good.password()
                .map(before -> passwords.hashAnother(request.password(), before, words))
                .orElseGet(() -> passwords.hash(request.password(), words));
        UserSnapshot changed = Transactions.call(() -> replace(request.token(), good.password(), after, context))
                .orElseThrow();
        replacement.forgetGuesses(changed);
        return null;
    }

    private Optional<Good> find(String token) {
        return lock(token, clock.instant())
                .map(user -> new Good(users.find(user.id()).orElseThrow(), credentials.find(user.id())))
                .filter(good -> good.password().isPresent()
                        || users.isSignInBarred(good.user().id()));
    }

    private Outcome<UserSnapshot> replace(
            String token, Optional<StoredPassword> before, StoredPassword after, ClientContext context) {
        Instant now = clock.instant();
        Optional<UserSnapshot> user = lock(token, now);
        if (user.isEmpty() || !set(user.get(), before, after, context, now)) {
            return Outcome.refused(gone());
        }
        users.markEmailVerified(user.get().id(), now);
        users.endSignInBar(user.get().id());
        return Outcome.of(user.get());
    }

    private boolean set(
            UserSnapshot user,
            Optional<StoredPassword> before,
            StoredPassword after,
            ClientContext context,
            Instant now) {
        return before.map(present -> replacement.replace(user, present, after, Optional.empty(), context, now))
                .orElseGet(() -> replacement.create(user, after, context, now));
    }

    /**
     * The user that this link belongs to, locked, if the link is not void: each change of password begins a new epoch.
     */
    private Optional<UserSnapshot> lock(String token, Instant now) {
        return resets.find(token, now)
                .flatMap(link -> users.lockActive(link.userId()).filter(user -> user.epoch() == link.epoch()));
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.GONE).detail("This link is no longer valid. Request a new one.");
    }
}
