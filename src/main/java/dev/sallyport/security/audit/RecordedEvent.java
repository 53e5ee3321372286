package dev.sallyport.security.audit;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the trail as it is read.
 *
 * @param ip null where it is not for this reader, as is {@code userAgent}
 */
public record RecordedEvent(
        UUID id,
        Instant at,
        String type,
        AuditOutcome outcome,
        String actorKind,
        @Nullable String actorId,
        @Nullable UserId userId,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String requestId,
        Map<String, Object> details) {

    /** Whether the user it is about did it; an attacker who signed in as that user counts too. */
    boolean isByItsUser() {
        return userId != null && userId.toString().equals(actorId);
    }

    /** Without its origin: the reader must not learn another user's address. */
    RecordedEvent withoutOrigin() {
        return new RecordedEvent(id, at, type, outcome, actorKind, actorId, userId, null, null, null, details);
    }

    /** Without anything that could reveal another account. */
    RecordedEvent bare() {
        return new RecordedEvent(id, at, type, outcome, actorKind, actorId, userId, null, null, null, Map.of());
    }
}
