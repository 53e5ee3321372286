package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Transactions that take an email address for a user. */
public final class EmailUniqueness {

    private EmailUniqueness() {}

    /**
     * Runs one. Of two with one new address, the second to commit meets the unique key, which is an answer, not a fault.
     *
     * @throws ProblemException {@code email-taken}, or what the work has come to
     */
    public static <T> T inTransaction(Supplier<Outcome<T>> work) {
        try {
            return Transactions.call(work::get).orElseThrow();
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ConstraintViolationException) {
                    throw new ProblemException(ProblemType.EMAIL_TAKEN);
                }
            }
            throw failure;
        }
    }
}
