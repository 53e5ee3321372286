package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What an operator does with passwords by a command. */
@ApplicationScoped
public class OperatorPasswords {

    private final UserPasswordChange users;

    OperatorPasswords(UserPasswordChange users) {
        this.users = users;
    }

    /** Requires a new password of a user. */
    public void require(UserId user, String reason) {
        users.require(user, Operator.OPERATOR, Operator.context(), Optional.of(reason))
                .orElseThrow();
    }
}
