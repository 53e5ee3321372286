package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.Operator;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator erases by a command. */
@ApplicationScoped
public class OperatorErasures {

    private final Erasures erasures;

    OperatorErasures(Erasures erasures) {
        this.erasures = erasures;
    }

    /**
     * Erases a user now, as for a backend.
     *
     * @param withAccounts also erases the accounts that would have no owner; else it is refused if there is one
     */
    public void erase(UserId user, boolean withAccounts) {
        erasures.erase(user, withAccounts, Operator.OPERATOR, Operator.context())
                .orElseThrow();
    }
}
