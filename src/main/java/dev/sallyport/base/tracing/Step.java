package dev.sallyport.base.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of the work, as a span of a trace; nothing while traces are off.
 *
 * <p>Names MUST be constants, and {@link #note} MUST NOT be given anything of a person: the export drops attributes
 * that are not on its list, and not their values.
 */
public final class Step implements AutoCloseable {

    /** What kind of mail a step sends. */
    public static final AttributeKey<String> MAIL_KIND = AttributeKey.stringKey("sallyport.mail.kind");

    /** How a step ended, as a word of ours. */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("sallyport.outcome");

    /** The status that another system answered. */
    public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final Tracer OFF = TracerProvider.noop().get("sallyport");

    private static volatile Tracer tracer = OFF;

    private final Context parent;
    private final Span span;
    private final @Nullable Scope scope;

    private Step(Context parent, Span span, @Nullable Scope scope) {
        this.parent = parent;
        this.span = span;
        this.scope = scope;
    }

    /** From now on this tracer records the steps of this process. */
    public static void recordBy(Tracer tracer) {
        Step.tracer = tracer;
    }

    /** A step of what this thread does. It may end on another one. */
    public static Step begin(String name) {
        return of(Context.current(), name, SpanKind.INTERNAL);
    }

    /** A request to another system, as a step of what this thread does. */
    public static Step outgoing(String name) {
        return of(Context.current(), name, SpanKind.CLIENT);
    }

    /** The first step of a trace of its own: a message to another system that no request waits for. */
    public static Step first(String name) {
        return of(Context.root(), name, SpanKind.PRODUCER);
    }

    /**
     * A later step of a trace that another thread or replica has begun. Until it is closed, which MUST be by the same
     * thread, what the thread does and logs belongs to it.
     *
     * @param trace as {@link #trace} returned it; null or of another form: nothing is recorded
     */
    @SuppressWarnings("MustBeClosedChecker") // by the step's own close
    public static Step resume(String name, @Nullable String trace) {
        Optional<Context> stored = Optional.ofNullable(trace).flatMap(TraceText::read);
        if (tracer == OFF || stored.isEmpty()) {
            return new Step(Context.root(), Span.getInvalid(), null);
        }
        Span span = builder(stored.get(), name, SpanKind.CONSUMER).startSpan();
        return new Step(stored.get(), span, stored.get().with(span).makeCurrent());
    }

    /** The current step as text that can be stored; null where nothing is recorded. */
    public static @Nullable String trace() {
        return tracer == OFF ? null : TraceText.write(Span.current().getSpanContext());
    }

    private static Step of(Context parent, String name, SpanKind kind) {
        return new Step(parent, builder(parent, name, kind).startSpan(), null);
    }

    private static SpanBuilder builder(Context parent, String name, SpanKind kind) {
        return tracer.spanBuilder(name).setParent(parent).setSpanKind(kind);
    }

    /** Ends this step and begins the one that follows it, on whichever thread. */
    public Step next(String name) {
        close();
        return of(parent, name, SpanKind.INTERNAL);
    }

    public <T> void note(AttributeKey<T> key, T value) {
        span.setAttribute(key, value);
    }

    public void failed() {
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        if (scope != null) {
            scope.close();
        }
        span.end();
    }
}
