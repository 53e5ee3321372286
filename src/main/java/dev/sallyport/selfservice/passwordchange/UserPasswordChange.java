package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;

/** Requires a new password of one user. */
@ApplicationScoped
class UserPasswordChange {

    private final RequiredPasswordChanges change;
    private final Clock clock;

    UserPasswordChange(RequiredPasswordChanges change, Clock clock) {
        this.change = change;
        this.clock = clock;
    }

    Outcome<Void> require(UserId user, Principal by, ClientContext context, Optional<String> reason) {
        return Transactions.call(
                () -> change.requireOf(user, RequiredPasswordChange.of(by, context, reason, clock.instant())));
    }
}
