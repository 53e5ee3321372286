package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.database.Violation;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import java.util.function.Supplier;

/** Runs transactions that assign an email address to a user. */
public final class EmailUniqueness {

    private EmailUniqueness() {}

    /**
     * Runs one transaction. If two of them assign the same new address, the second one violates the unique key, which
     * is a refusal and not a failure.
     *
     * @throws ProblemException {@code email-taken}, or what the work throws
     */
    public static <T> T inTransaction(Supplier<Outcome<T>> work) {
        try {
            return Transactions.call(work::get).orElseThrow();
        } catch (RuntimeException failure) {
            throw Violation.in(failure).isPresent() ? new ProblemException(ProblemType.EMAIL_TAKEN) : failure;
        }
    }
}
