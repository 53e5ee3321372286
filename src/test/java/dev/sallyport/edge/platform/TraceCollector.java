package dev.sallyport.edge.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes spans by OTLP over HTTP, and answers like a list of breached passwords that has none. */
final class TraceCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();

    /** The header lines of requests that are no spans. */
    private final Queue<String> headers = new ConcurrentLinkedQueue<>();

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.createContext("/range/", this::list);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-collector-key")));
        received.addAll(request.getResourceSpansList());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void list(HttpExchange exchange) throws IOException {
        headers.addAll(exchange.getRequestHeaders().keySet());
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** What each request for spans had as the collector's key. */
    Queue<String> keys() {
        return keys;
    }

    Queue<String> headersOfOthers() {
        return headers;
    }

    /** Everything received, as text. */
    String text() {
        return received.toString();
    }

    List<Span> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** Waits for a span. */
    Span await(Predicate<Span> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<Span> found = spans().stream().filter(wanted).toList();
            if (!found.isEmpty()) {
                return found.get(0);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("No such span among " + names(spans()));
    }

    List<Span> traceOf(Span span) {
        return spans().stream()
                .filter(each -> each.getTraceId().equals(span.getTraceId()))
                .toList();
    }

    static List<String> names(List<Span> spans) {
        return spans.stream().map(Span::getName).sorted().toList();
    }

    static Set<String> attributes(Span span) {
        return span.getAttributesList().stream().map(KeyValue::getKey).collect(Collectors.toSet());
    }

    static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
