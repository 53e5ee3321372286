package dev.sallyport.trail.siem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A collector of logs by OTLP over HTTP, which reads JSON by the schema of the protocol. */
final class LogsCollector implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<ExportLogsServiceRequest> received = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();

    volatile int status = 200;
    volatile String answer = "{}";
    volatile String retryAfter = "";
    volatile boolean hangs;

    LogsCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/v1/logs", this::take);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-collector-key")));
        if (hangs) {
            LockSupport.parkNanos(60_000_000_000L);
        }
        if (status == 200) {
            ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
            read(JSON.readTree(body), request);
            received.add(request.build());
        }
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("retry-after", retryAfter);
        }
        byte[] words = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, words.length == 0 ? -1 : words.length);
        exchange.getResponseBody().write(words);
        exchange.close();
    }

    /** A field that the schema does not have, or another form than its own, is a failure. */
    private static void read(JsonNode json, Message.Builder message) {
        Map<String, FieldDescriptor> fields = message.getDescriptorForType().getFields().stream()
                .collect(Collectors.toMap(FieldDescriptor::getJsonName, field -> field));
        json.properties().forEach(entry -> {
            FieldDescriptor field = fields.get(entry.getKey());
            if (field.isRepeated()) {
                entry.getValue().forEach(each -> message.addRepeatedField(field, value(field, each, message)));
            } else {
                message.setField(field, value(field, entry.getValue(), message));
            }
        });
    }

    private static Object value(FieldDescriptor field, JsonNode json, Message.Builder message) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder inner = message.newBuilderForField(field);
                read(json, inner);
                yield inner.build();
            }
            case ENUM -> {
                Descriptors.EnumValueDescriptor known = field.getEnumType().findValueByNumber(json.intValue());
                yield java.util.Objects.requireNonNull(known);
            }
            case LONG -> Long.parseLong(textOf(json));
            case STRING -> textOf(json);
            default -> throw new AssertionError(field);
        };
    }

    private static String textOf(JsonNode json) {
        if (!json.isTextual()) {
            throw new AssertionError("not a text: " + json);
        }
        return json.textValue();
    }

    List<ExportLogsServiceRequest> requests() {
        return received;
    }

    List<LogRecord> records() {
        return received.stream()
                .flatMap(request -> request.getResourceLogsList().stream())
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .toList();
    }

    static Map<String, String> attributes(LogRecord log) {
        return log.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
