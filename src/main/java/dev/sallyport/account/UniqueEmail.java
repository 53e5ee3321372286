package dev.sallyport.account;

import dev.sallyport.database.Transactions;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Transactions that take an email address for a user. */
public final class UniqueEmail {

    private UniqueEmail() {}

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
