package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.account.KnownUser;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.PasswordReauthentication;
import dev.sallyport.accounts.password.SerialPerUser;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import dev.sallyport.sessions.session.ActiveCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Changes the password of a signed-in user who knows the present one. */
@ApplicationScoped
class PasswordService {

    private final PasswordReauthentication proof;
    private final NewPasswords passwords;
    private final SerialPerUser serial;
    private final PasswordReplacement replacement;
    private final Users users;
    private final ActiveCaller active;
    private final Clock clock;

    PasswordService(
            PasswordReauthentication proof,
            NewPasswords passwords,
            SerialPerUser serial,
            PasswordReplacement replacement,
            Users users,
            ActiveCaller active,
            Clock clock) {
        this.proof = proof;
        this.passwords = passwords;
        this.serial = serial;
        this.replacement = replacement;
        this.users = users;
        this.active = active;
        this.clock = clock;
    }

    void change(UserCaller caller, ChangePasswordRequest request, ClientContext context) {
        serial.call(caller.userId(), () -> changeInTurn(caller, request, context));
    }

    private Void changeInTurn(UserCaller caller, ChangePasswordRequest request, ClientContext context) {
        StoredPassword before = proof.require(caller.userId(), request.currentPassword(), context);
        KnownUser user = Transactions.call(() -> users.find(caller.userId())).orElseThrow();
        StoredPassword after = passwords.hashAnother(request.newPassword(), before, user.obviousWords());
        UserSnapshot changed =
                Transactions.call(() -> replace(caller, before, after, context)).orElseThrow();
        replacement.forgetGuesses(changed);
        return null;
    }

    private Outcome<UserSnapshot> replace(
            UserCaller caller, StoredPassword before, StoredPassword after, ClientContext context) {
        Instant now = clock.instant();
        Optional<SessionId> kept = Optional.of(caller.sessionId());
        return active.require(caller)
                .then(user -> replacement.replace(user, before, after, kept, context, now)
                        ? Outcome.of(user)
                        : Outcome.refused(PasswordReauthentication.wrongPassword()));
    }
}
