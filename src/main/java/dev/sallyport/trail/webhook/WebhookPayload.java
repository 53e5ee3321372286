package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.database.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an endpoint is told: ids, and no secret, address or name. More is read by the API, by those who may. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookPayload")
record WebhookPayload(
        @Schema(required = true) String type,
        @Schema(required = true) Instant timestamp,
        @Schema(required = true) Data data) {

    /** The type of a message that was asked for to try the endpoint. */
    static final String TEST = "webhook.test";

    /**
     * The ids of what the event is about, as far as it has them.
     *
     * @param accountIds that can read the event in their trail
     * @param outcome {@code success} or {@code refused}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookData")
    record Data(
            @Nullable UUID userId,
            @Schema(required = true) List<UUID> accountIds,
            @Nullable UUID sessionId,
            @Nullable UUID deviceId,
            @Nullable UUID authenticatorId,
            @Nullable String purpose,
            @Nullable String reason,
            @Nullable String outcome,
            @Nullable Actor actor) {}

    /** Who acted. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookActor")
    record Actor(
            @Schema(required = true) String kind, @Nullable String id) {}

    static WebhookPayload test(Instant at) {
        return new WebhookPayload(TEST, at, new Data(null, List.of(), null, null, null, null, null, null, null));
    }

    static WebhookPayload ofRow(String name, Row row) {
        return new WebhookPayload(
                name,
                row.instant("at"),
                new Data(
                        row.find("user_id", UUID.class).orElse(null),
                        List.of((UUID[]) row.find("accounts", Object.class).orElseThrow()),
                        id(row, "session"),
                        id(row, "device"),
                        id(row, "authenticator"),
                        row.text("purpose"),
                        row.text("reason"),
                        row.text("outcome"),
                        new Actor(row.text("actor_kind"), row.text("actor_id"))));
    }

    private static @Nullable UUID id(Row row, String column) {
        return row.find(column, String.class).map(UUID::fromString).orElse(null);
    }
}
