package dev.sallyport.trail.siem;

import dev.sallyport.security.audit.AuditOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the trail as it leaves the service.
 *
 * @param accountId the account in which the act was done
 * @param ip null where it is not sent, or is gone by its age or an erasure, as is {@code userAgent}
 * @param details without what people have written
 */
record SiemEvent(
        UUID id,
        Instant at,
        String type,
        AuditOutcome outcome,
        String actorKind,
        @Nullable String actorId,
        @Nullable UUID userId,
        @Nullable UUID accountId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String requestId,
        Map<String, String> details) {

    Severity severity() {
        return Severity.of(type, outcome == AuditOutcome.REFUSED);
    }

    /** One line for people, with the words of the log. */
    String text() {
        String actor = actorId == null ? actorKind : actorKind + ":" + actorId;
        return type + " " + outcome.text() + " user=" + userId + " actor=" + actor;
    }
}
