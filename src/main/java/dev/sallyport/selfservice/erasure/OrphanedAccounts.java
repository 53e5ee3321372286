package dev.sallyport.selfservice.erasure;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What happens to the accounts that would have no owner, as the caller chooses. */
final class OrphanedAccounts {

    private static final String DELETE = "delete";

    private OrphanedAccounts() {}

    /**
     * Whether they are erased too.
     *
     * @throws ProblemException {@code invalid-request} for any word but {@code delete}
     */
    static boolean of(@Nullable String account) {
        if (account != null && !account.equals(DELETE)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST).error("account", "must be delete, or not be sent");
        }
        return account != null;
    }
}
