package dev.sallyport.base.problem;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The result of an operation: a value or a refusal.
 *
 * <p>It is returned, not thrown, because an exception would roll back the failed attempt that must be remembered. The
 * caller MUST unwrap it outside the transaction with {@link #orElseThrow()}: there is no other way to the value.
 */
public final class Outcome<T> {

    private final T value;
    private final @Nullable ProblemException refusal;

    // the value is null where there is a refusal, and where T is Void
    @SuppressWarnings("NullAway")
    private Outcome(@Nullable T value, @Nullable ProblemException refusal) {
        this.value = value;
        this.refusal = refusal;
    }

    public static <T> Outcome<T> of(@Nullable T value) {
        return new Outcome<>(value, null);
    }

    public static <T> Outcome<T> refused(ProblemException refusal) {
        return new Outcome<>(null, refusal);
    }

    public static <T> Outcome<T> refused(ProblemType type) {
        return refused(new ProblemException(type));
    }

    /** Maps the value; a refusal stays unchanged. */
    public <R> Outcome<R> map(Function<T, R> next) {
        return refusal == null ? of(next.apply(value)) : refused(refusal);
    }

    /** Maps the value to another outcome; a refusal stays unchanged. */
    public <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return refusal == null ? next.apply(value) : refused(refusal);
    }

    /** Maps the refusal; a value stays unchanged. */
    public Outcome<T> mapRefusal(UnaryOperator<ProblemException> next) {
        return refusal == null ? this : refused(next.apply(refusal));
    }

    public T orElseThrow() {
        if (refusal != null) {
            throw refusal;
        }
        return value;
    }
}
