package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.Violation;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Runs transactions that give an external id to an account. */
public final class ExternalIdUniqueness {

    private static final String KEY = "account_external_id_key";
    private static final String UNIQUE_VIOLATION = "23505";

    private ExternalIdUniqueness() {}

    /**
     * Runs one transaction. If two of them give the same id to two accounts, the second one violates the unique key,
     * which is a refusal and not a failure.
     */
    public static <T> Outcome<T> inTransaction(Supplier<Outcome<T>> work) {
        try {
            return Transactions.call(work::get);
        } catch (RuntimeException failure) {
            if (Violation.in(failure).filter(ExternalIdUniqueness::isTaken).isPresent()) {
                return Outcome.refused(taken());
            }
            throw failure;
        }
    }

    /** The key of a shard has a suffix, and a distributed engine may name no key at all. */
    static boolean isTaken(ConstraintViolationException violation) {
        String key = violation.getConstraintName();
        return UNIQUE_VIOLATION.equals(violation.getSQLState()) && (key == null || key.startsWith(KEY));
    }

    /** Another account has the id. */
    public static ProblemException taken() {
        return new ProblemException(ProblemType.CONFLICT)
                .error("externalId", "belongs to another account")
                .detail("Another account has this external id. Choose another one, or clear it there first.");
    }
}
