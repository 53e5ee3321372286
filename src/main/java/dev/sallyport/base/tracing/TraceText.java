package dev.sallyport.base.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A recorded span as {@code traceparent} writes it (W3C Trace Context, section 3.2), without its flags. */
final class TraceText {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{32})-([0-9a-f]{16})");

    private TraceText() {}

    /** Null for a span that is not recorded. */
    static @Nullable String write(SpanContext span) {
        return span.isValid() && span.isSampled() ? span.getTraceId() + "-" + span.getSpanId() : null;
    }

    static Optional<Context> read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        SpanContext span = SpanContext.createFromRemoteParent(
                matcher.group(1), matcher.group(2), TraceFlags.getSampled(), TraceState.getDefault());
        return Optional.of(Context.root().with(Span.wrap(span)));
    }
}
