package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Sets a new password for the holder of a mailed link. No session begins, and second factors stay unchanged. */
@ApplicationScoped
class PasswordResetService {

    private final PasswordResets resets;
    private final PasswordCredentials credentials;
    private final NewPasswords passwords;
    private final OneAtATime turns;
    private final PasswordReplacement replacement;
    private final Users users;
    private final Clock clock;

    PasswordResetService(
            PasswordResets resets,
            PasswordCredentials credentials,
            NewPasswords passwords,
            OneAtATime turns,
            PasswordReplacement replacement,
            Users users,
            Clock clock) {
        this.resets = resets;
        this.credentials = credentials;
        this.passwords = passwords;
        this.turns = turns;
        this.replacement = replacement;
        this.users = users;
        this.clock = clock;
    }

    /** A valid link, and the user data for rating the password. */
    private record Good(KnownUser user, StoredPassword password) {}

    /**
     * Sets a new password; it MUST be called outside a transaction.
     *
     * @throws ProblemException {@code gone}, or {@code weak-password}
     */
    void reset(ResetPasswordRequest request, ClientContext context) {
        PasswordResets.Subject subject = Transactions.call(() -> resets.find(request.token(), clock.instant()))
                .orElseThrow(PasswordResetService::gone);
        turns.call(subject.userId(), () -> replaceInTurn(request, context));
    }

    private Void replaceInTurn(ResetPasswordRequest request, ClientContext context) {
        Good good = Transactions.call(() -> find(request.token())).orElseThrow(PasswordResetService::gone);
        StoredPassword after = passwords.hashAnother(
                request.password(), good.password(), good.user().obviousWords());
        UserSnapshot changed = Transactions.call(() -> replace(request.token(), good.password(), after, context))
                .orElseThrow();
        replacement.forgetGuesses(changed);
        return null;
    }

    private Optional<Good> find(String token) {
        return lock(token, clock.instant())
                .flatMap(user -> credentials
                        .find(user.id())
                        .map(password -> new Good(users.find(user.id()).orElseThrow(), password)));
    }

    private Outcome<UserSnapshot> replace(
            String token, StoredPassword before, StoredPassword after, ClientContext context) {
        Instant now = clock.instant();
        Optional<UserSnapshot> user = lock(token, now);
        if (user.isEmpty() || !replacement.replace(user.get(), before, after, Optional.empty(), context, now)) {
            return Outcome.refused(gone());
        }
        users.markEmailVerified(user.get().id(), now);
        return Outcome.of(user.get());
    }

    /**
     * The user that this link belongs to, locked, if the link is not void: each change of password begins a new epoch.
     */
    private Optional<UserSnapshot> lock(String token, Instant now) {
        return resets.find(token, now)
                .flatMap(link -> users.lock(link.userId()).filter(user -> user.epoch() == link.epoch()));
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.GONE).detail("This link is no longer valid. Request a new one.");
    }
}
