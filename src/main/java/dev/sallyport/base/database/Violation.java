package dev.sallyport.base.database;

import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** A constraint of a table that a transaction has violated. */
public final class Violation {

    private Violation() {}

    /** The violation behind a failure, if that is what it is. */
    public static Optional<ConstraintViolationException> in(Throwable failure) {
        return Causes.of(failure)
                .filter(ConstraintViolationException.class::isInstance)
                .map(ConstraintViolationException.class::cast)
                .findFirst();
    }
}
