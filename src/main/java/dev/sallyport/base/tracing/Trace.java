package dev.sallyport.base.tracing;

import io.opentelemetry.context.Context;

/** The trace that a thread works for, for what another thread does for it; nothing while traces are off. */
public final class Trace {

    private final Context context;

    private Trace(Context context) {
        this.context = context;
    }

    public static Trace ofThisThread() {
        return new Trace(Context.current());
    }

    /** Does work on this thread as a part of the trace. */
    public void run(Runnable work) {
        context.wrap(work).run();
    }
}
