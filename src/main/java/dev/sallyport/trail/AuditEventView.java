package dev.sallyport.trail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.RecordedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One act: who did what to whom, when, from where, and with what result. */
@Schema(name = "AuditEvent")
record AuditEventView(
        @Schema(required = true) UUID id,
        @Schema(required = true) Instant at,

        @Schema(required = true) String type,

        @Schema(
                required = true,
                enumeration = {"success", "refused"})
        String outcome,

        @Schema(required = true) Actor actor,

        @Schema(required = true, nullable = true) @Nullable UserId user,

        @Schema(required = true, nullable = true) @Nullable String ip,

        @Schema(required = true, nullable = true) @Nullable String userAgent,
        @Schema(required = true, nullable = true) @Nullable String requestId,
        @Schema(required = true) Map<String, Object> details) {

    /** Who did it. */
    @Schema(name = "AuditEventActor")
    record Actor(
            @Schema(
                    required = true,
                    enumeration = {"user", "client", "operator", "anonymous"})
            String kind,

            @Schema(required = true, nullable = true) @Nullable
            String id) {}

    static AuditEventView of(RecordedEvent event) {
        return new AuditEventView(
                event.id(),
                event.at(),
                event.type(),
                event.outcome().text(),
                new Actor(event.actorKind(), event.actorId()),
                event.userId(),
                event.ip(),
                event.userAgent(),
                event.requestId(),
                event.details());
    }
}
