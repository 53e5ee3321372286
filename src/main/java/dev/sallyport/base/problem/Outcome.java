package dev.sallyport.base.problem;

import java.util.function.Function;

/**
 * What an act came to: a value, or a refusal.
 *
 * <p>It is returned, not thrown, because an exception would roll back the failed attempt that must be remembered. The
 * caller outside the transaction MUST take it apart with {@link #orElseThrow()}: there is no other way to the value.
 */
public final class Outcome<T> {

    private final T value;
    private final ProblemException refusal;

    private Outcome(T value, ProblemException refusal) {
        this.value = value;
        this.refusal = refusal;
    }

    public static <T> Outcome<T> of(T value) {
        return new Outcome<>(value, null);
    }

    public static <T> Outcome<T> refused(ProblemException refusal) {
        return new Outcome<>(null, refusal);
    }

    public static <T> Outcome<T> refused(ProblemType type) {
        return refused(new ProblemException(type));
    }

    /** Goes on with the value; a refusal stays what it is. */
    public <R> Outcome<R> map(Function<T, R> next) {
        return refusal == null ? of(next.apply(value)) : refused(refusal);
    }

    /** Goes on with the value to what may be refused as well. */
    public <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return refusal == null ? next.apply(value) : refused(refusal);
    }

    public T orElseThrow() {
        if (refusal != null) {
            throw refusal;
        }
        return value;
    }
}
