package dev.sallyport.selfservice.profile;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.OneAtATime;
import dev.sallyport.accounts.password.PasswordProof;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Changes the password of a signed-in user who knows the present one. */
@ApplicationScoped
class PasswordService {

    private final PasswordProof proof;
    private final NewPasswords passwords;
    private final OneAtATime turns;
    private final PasswordReplacement replacement;
    private final Users users;
    private final ActiveCaller active;
    private final Clock clock;

    PasswordService(
            PasswordProof proof,
            NewPasswords passwords,
            OneAtATime turns,
            PasswordReplacement replacement,
            Users users,
            ActiveCaller active,
            Clock clock) {
        this.proof = proof;
        this.passwords = passwords;
        this.turns = turns;
        this.replacement = replacement;
        this.users = users;
        this.active = active;
        this.clock = clock;
    }

    void change(UserCaller caller, ChangePasswordRequest request, Origin origin) {
        turns.call(caller.userId(), () -> changeInTurn(caller, request, origin));
    }

    private Void changeInTurn(UserCaller caller, ChangePasswordRequest request, Origin origin) {
        StoredPassword before = proof.require(caller.userId(), request.currentPassword(), origin);
        KnownUser user = Transactions.call(() -> users.find(caller.userId())).orElseThrow();
        StoredPassword after = passwords.hashAnother(request.newPassword(), before, user.obviousWords());
        UserSnapshot changed =
                Transactions.call(() -> replace(caller, before, after, origin)).orElseThrow();
        replacement.forgetGuesses(changed);
        return null;
    }

    private Outcome<UserSnapshot> replace(
            UserCaller caller, StoredPassword before, StoredPassword after, Origin origin) {
        Instant now = clock.instant();
        Optional<UUID> kept = Optional.of(caller.sessionId());
        return active.require(caller)
                .then(user -> replacement.replace(user, before, after, kept, origin, now)
                        ? Outcome.of(user)
                        : Outcome.refused(new ProblemException(ProblemType.INVALID_CREDENTIALS)
                                .detail("The password is wrong.")));
    }
}
