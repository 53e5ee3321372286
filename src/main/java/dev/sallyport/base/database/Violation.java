package dev.sallyport.base.database;

import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** A constraint of a table that a transaction has violated. */
public final class Violation {

    private Violation() {}

    /** The constraint violation that caused the failure, if there is one. */
    public static Optional<ConstraintViolationException> in(Throwable failure) {
        return Causes.of(failure)
                .filter(ConstraintViolationException.class::isInstance)
                .map(ConstraintViolationException.class::cast)
                .findFirst();
    }
}
