package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.database.Row;
import dev.sallyport.trail.webhook.WebhookSubject.Part;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint gets: ids, and no secret, address or name. Permitted callers read more over the API.
 * {@link WebhookContract} describes it.
 */
record WebhookPayload(String type, Instant timestamp, Data data) {

    /** The type of a message that was asked for to try the endpoint. */
    static final String TEST = "webhook.test";

    /**
     * The ids of what the event is about, as far as it has them.
     *
     * @param accountIds that can read the event in their trail
     * @param outcome {@code success} or {@code refused}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Data(
            @Nullable UUID userId,
            List<UUID> accountIds,
            @Nullable UUID sessionId,
            @Nullable UUID deviceId,
            @Nullable UUID authenticatorId,
            @Nullable UUID invitationId,
            @Nullable String purpose,
            @Nullable String reason,
            @Nullable String outcome,
            @Nullable Actor actor) {}

    /** Who acted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Actor(String kind, @Nullable String id) {}

    static WebhookPayload test(Instant at) {
        return new WebhookPayload(TEST, at, new Data(null, List.of(), null, null, null, null, null, null, null, null));
    }

    static WebhookPayload of(WebhookEvents.Event event, Row row) {
        WebhookSubject subject = event.subject();
        return new WebhookPayload(
                event.name(),
                row.instant("at"),
                new Data(
                        subject.has(Part.USER) ? row.find("user_id", UUID.class).orElse(null) : null,
                        List.of((UUID[]) row.find("accounts", Object.class).orElseThrow()),
                        id(subject, Part.SESSION, row),
                        id(subject, Part.DEVICE, row),
                        id(subject, Part.AUTHENTICATOR, row),
                        id(subject, Part.INVITATION, row),
                        text(subject, Part.PURPOSE, row),
                        text(subject, Part.REASON, row),
                        row.text("outcome"),
                        new Actor(row.text("actor_kind"), row.textOrNull("actor_id"))));
    }

    private static @Nullable UUID id(WebhookSubject subject, Part part, Row row) {
        String text = text(subject, part, row);
        return text == null ? null : UUID.fromString(text);
    }

    /**
     * Nothing but what the subject has: a detail of that name is something else elsewhere, such as an agent's words.
     */
    private static @Nullable String text(WebhookSubject subject, Part part, Row row) {
        return subject.has(part) ? row.find(part.detail(), String.class).orElse(null) : null;
    }
}
