package dev.sallyport.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.network.Networks;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.observability.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NamedCallersPropagatorTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final NamedCallersPropagator propagator = new NamedCallersPropagator(
            W3CTraceContextPropagator.getInstance(), Networks.of(List.of("10.0.0.0/8", "2001:db8::7")));

    private record Received(SocketAddress remoteAddress, MultiMap headers) implements HttpRequest {

        static Received from(SocketAddress peer) {
            return new Received(
                    peer,
                    MultiMap.caseInsensitiveMultiMap()
                            .add("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                            .add("tracestate", "vendor=ada"));
        }

        @Override
        public int id() {
            return 1;
        }

        @Override
        public String uri() {
            return "/";
        }

        @Override
        public String absoluteURI() {
            return "http://localhost/";
        }

        @Override
        public HttpMethod method() {
            return HttpMethod.GET;
        }
    }

    private static final TextMapGetter<HttpRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpRequest request) {
            return request.headers().names();
        }

        @Override
        public String get(HttpRequest request, String key) {
            return Objects.requireNonNull(request).headers().get(key);
        }
    };

    private SpanContext parentOf(SocketAddress peer) {
        return Span.fromContext(propagator.extract(Context.root(), Received.from(peer), HEADERS))
                .getSpanContext();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::7", "::ffff:10.1.2.3"})
    void a_named_caller_is_continued_without_its_state(String address) {
        SpanContext parent = parentOf(SocketAddress.inetSocketAddress(1, address));
        assertThat(parent.getTraceId()).isEqualTo(TRACE);
        assertThat(parent.isSampled()).isTrue();
        assertThat(parent.getTraceState().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.1.2.3", "2001:db8::8", "127.0.0.1"})
    void any_other_caller_is_not(String address) {
        assertThat(parentOf(SocketAddress.inetSocketAddress(1, address)).isValid())
                .isFalse();
    }

    @Test
    void a_caller_without_an_address_is_not() {
        assertThat(parentOf(null).isValid()).isFalse();
        assertThat(parentOf(SocketAddress.domainSocketAddress("/run/socket")).isValid())
                .isFalse();
    }

    @Test
    void nothing_is_written_into_requests_to_others() {
        Map<String, String> headers = new HashMap<>();
        Span span = Span.wrap(
                SpanContext.create(TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));
        propagator.inject(Context.root().with(span), headers, Map::put);
        assertThat(headers).isEmpty();
    }
}
