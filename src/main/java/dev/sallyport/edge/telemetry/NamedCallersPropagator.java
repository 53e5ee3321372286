package dev.sallyport.edge.telemetry;

import dev.sallyport.base.network.NetworkAddress;
import dev.sallyport.base.network.Networks;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code traceparent} (W3C Trace Context) of some callers and of no other: a caller who writes the header decides
 * what is recorded. The peer of the connection counts, not what a proxy says of the client. Nothing is written into
 * requests to other systems.
 */
final class NamedCallersPropagator implements TextMapPropagator {

    private final TextMapPropagator all;
    private final Networks callers;

    NamedCallersPropagator(TextMapPropagator all, Networks callers) {
        this.all = all;
        this.callers = callers;
    }

    @Override
    public Collection<String> fields() {
        return all.fields();
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
        // Other systems do not learn the ids of our traces.
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        return isNamed(carrier) ? withoutState(all.extract(context, carrier, getter)) : context;
    }

    private boolean isNamed(@Nullable Object carrier) {
        SocketAddress peer = carrier instanceof HttpRequest request ? request.remoteAddress() : null;
        return peer != null
                && NetworkAddress.parse(peer.hostAddress())
                        .filter(callers::contain)
                        .isPresent();
    }

    /** The state is text of the caller's, which the spans would carry to the collector. */
    private static Context withoutState(Context context) {
        SpanContext parent = Span.fromContext(context).getSpanContext();
        return parent.isValid()
                ? context.with(Span.wrap(SpanContext.createFromRemoteParent(
                        parent.getTraceId(), parent.getSpanId(), parent.getTraceFlags(), TraceState.getDefault())))
                : context;
    }
}
