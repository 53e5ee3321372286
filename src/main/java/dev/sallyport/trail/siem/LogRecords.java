package dev.sallyport.trail.siem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Events as a request for logs by OTLP, in its form as JSON. */
final class LogRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;

    /** @param issuer tells installations apart */
    LogRecords(String issuer) {
        this.issuer = issuer;
    }

    byte[] request(List<SiemEvent> events) {
        ObjectNode request = JSON.createObjectNode();
        ObjectNode ofResource = request.putArray("resourceLogs").addObject();
        ArrayNode resource = ofResource.putObject("resource").putArray("attributes");
        put(resource, "service.name", "sallyport");
        put(resource, "sallyport.issuer", issuer);
        ObjectNode ofScope = ofResource.putArray("scopeLogs").addObject();
        ofScope.putObject("scope").put("name", "dev.sallyport.audit");
        ArrayNode records = ofScope.putArray("logRecords");
        events.forEach(event -> write(event, records.addObject()));
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Events can always be written as JSON", impossible);
        }
    }

    private static void write(SiemEvent event, ObjectNode log) {
        log.put("timeUnixNano", nanos(event.at()));
        log.put("observedTimeUnixNano", nanos(event.at()));
        log.put("severityNumber", event.severity().number());
        log.put("severityText", event.severity().text());
        log.put("eventName", "sallyport." + event.type());
        log.putObject("body").put("stringValue", event.text());
        ArrayNode attributes = log.putArray("attributes");
        // two records with the same id are one (semantic conventions of OpenTelemetry)
        put(attributes, "log.record.uid", event.id());
        put(attributes, "sallyport.event", event.type());
        put(attributes, "sallyport.outcome", event.outcome().text());
        put(attributes, "sallyport.actor.kind", event.actorKind());
        put(attributes, "sallyport.actor.id", event.actorId());
        put(attributes, "sallyport.account.id", event.accountId());
        put(attributes, "sallyport.request.id", event.requestId());
        put(attributes, "user.id", event.userId());
        put(attributes, "client.address", event.ip());
        put(attributes, "user_agent.original", event.userAgent());
        event.details().forEach((name, value) -> put(attributes, "sallyport.details." + name, value));
    }

    private static void put(ArrayNode attributes, String name, @Nullable Object value) {
        if (value != null) {
            attributes.addObject().put("key", name).putObject("value").put("stringValue", value.toString());
        }
    }

    /** A text, as 64-bit numbers are in JSON. */
    private static String nanos(Instant time) {
        return Long.toString(TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano());
    }
}
