package dev.sallyport.factors.totp;

import dev.sallyport.factors.factor.WrongCode;
import java.util.Optional;
import java.util.function.Function;

/** The result of checking a code that confirms a pending authenticator: exactly one of these. */
public sealed interface ConfirmingCode {

    /** What follows from it: the function of its kind says so. */
    <T> T map(Function<Right, T> right, Function<Wrong, T> wrong, Function<Unchecked, T> unchecked);

    /**
     * The code was right, and is not yet spent.
     *
     * @param step of the code, to be spent by {@link TotpBinding#confirmed}
     */
    record Right(long step) implements ConfirmingCode {

        @Override
        public <T> T map(Function<Right, T> right, Function<Wrong, T> wrong, Function<Unchecked, T> unchecked) {
            return right.apply(this);
        }
    }

    /**
     * The code was wrong, and is counted.
     *
     * @param attemptsLeft how many more wrong codes the authenticator allows
     * @param why of a code that belongs to another time
     */
    record Wrong(int attemptsLeft, Optional<WrongCode> why) implements ConfirmingCode {

        @Override
        public <T> T map(Function<Right, T> right, Function<Wrong, T> wrong, Function<Unchecked, T> unchecked) {
            return wrong.apply(this);
        }
    }

    /** The code was not checked. */
    enum Unchecked implements ConfirmingCode {
        /** The holder has no such authenticator. */
        UNKNOWN,

        /** It is confirmed already. */
        ALREADY_ACTIVE,

        /** It can no longer be confirmed: it has expired, was replaced, or had too many wrong codes. */
        DEAD;

        @Override
        public <T> T map(Function<Right, T> right, Function<Wrong, T> wrong, Function<Unchecked, T> unchecked) {
            return unchecked.apply(this);
        }
    }
}
