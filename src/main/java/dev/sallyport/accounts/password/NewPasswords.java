package dev.sallyport.accounts.password;

import dev.sallyport.accounts.breach.BreachedPasswords;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Checks a new password against the policy and the lists of breached ones, and hashes it. */
@ApplicationScoped
public class NewPasswords {

    private final PasswordPolicy policy;
    private final BreachedPasswords breached;
    private final Passwords passwords;
    private final HashingPool pool;

    NewPasswords(PasswordPolicy policy, BreachedPasswords breached, Passwords passwords, HashingPool pool) {
        this.policy = policy;
        this.breached = breached;
        this.passwords = passwords;
        this.pool = pool;
    }

    /**
     * The password, hashed; it MUST be called outside a transaction.
     *
     * @param context what an attacker tries first: the email, the names of the user's accounts
     * @throws ProblemException {@code weak-password}
     */
    public StoredPassword hash(String password, List<String> context) {
        verify(password, context);
        return passwords.hash(password);
    }

    /**
     * The same for a user who already has a password. The new one must differ, because the old one may be known to an
     * attacker.
     */
    public StoredPassword hashAnother(String password, StoredPassword present, List<String> context) {
        verify(password, context);
        if (passwords.compare(Optional.of(present), password) != PasswordMatch.WRONG) {
            throw new ProblemException(ProblemType.WEAK_PASSWORD)
                    .detail("This is the current password. Choose another one.");
        }
        return passwords.hash(password);
    }

    private void verify(String password, List<String> context) {
        pool.callLowPriority(() -> policy.objection(password, context)).ifPresent(objection -> {
            throw new ProblemException(ProblemType.WEAK_PASSWORD).detail(objection);
        });
        if (breached.contain(password)) {
            throw new ProblemException(ProblemType.WEAK_PASSWORD)
                    .detail("This password was stolen from another service and published. Choose another one.");
        }
    }
}
