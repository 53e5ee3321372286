package dev.sallyport.edge.telemetry;

import dev.sallyport.base.tracing.Step;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Set;

/**
 * The part of a span that leaves the service: its name, times and place in the trace, whether it failed, and the
 * attributes of a short list. A library that adds another attribute adds nothing here.
 */
final class BareSpan extends DelegatingSpanData {

    /** None of them says anything of a person. A route is the template, and a table has the name of our schema. */
    static final Set<String> ATTRIBUTES = Set.of(
            "http.request.method",
            Step.STATUS.getKey(),
            "http.route",
            "url.scheme",
            "error.type",
            "db.system",
            "db.system.name",
            "db.operation",
            "db.operation.name",
            "db.sql.table",
            "db.collection.name",
            Step.MAIL_KIND.getKey(),
            Step.OUTCOME.getKey());

    private final Attributes attributes;

    BareSpan(SpanData span) {
        super(span);
        this.attributes = span.getAttributes().toBuilder()
                .removeIf(key -> !ATTRIBUTES.contains(key.getKey()))
                .build();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    /** The message and the stack of an exception can hold anything. */
    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    /** Without its description, which is the message of an exception. */
    @Override
    public StatusData getStatus() {
        return StatusData.create(super.getStatus().getStatusCode(), "");
    }
}
