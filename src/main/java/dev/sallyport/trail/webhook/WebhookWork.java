package dev.sallyport.trail.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Claims the messages of an endpoint that are due, and writes what is sent. */
@Singleton
class WebhookWork {

    private static final int AT_ONCE = 8;

    private final DeliveryRepository deliveries;
    private final WebhookHealth health;
    private final SealedSecrets sealedSecrets;
    private final ObjectMapper json;
    private final Clock clock;

    WebhookWork(DeliveryRepository deliveries, WebhookHealth health, Keyset keyset, ObjectMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.health = health;
        this.sealedSecrets = keyset.secrets();
        this.json = json;
        this.clock = clock;
    }

    /** Messages with the endpoint as it was when they were claimed, at that time. */
    record Claim(WebhookOwner owner, String url, List<WebhookSecret> secrets, List<Message> messages, Instant at) {

        @Override
        public String toString() {
            return "Claim";
        }
    }

    /** A message, and the JSON that is sent. */
    record Message(ClaimedDelivery delivery, String body) {}

    /** Claims eight messages at most; empty if the endpoint is not to be sent anything. */
    Optional<Claim> claim(WebhookId webhook) {
        return Transactions.call(() -> claim(webhook, clock.instant()));
    }

    private Optional<Claim> claim(WebhookId webhook, Instant now) {
        return health.active(webhook)
                .map(endpoint -> new Claim(
                        endpoint.owner(),
                        endpoint.url(),
                        endpoint.secrets(sealedSecrets, now),
                        deliveries.claim(webhook, AT_ONCE, now).stream()
                                .flatMap(delivery -> message(endpoint.owner(), delivery, now).stream())
                                .toList(),
                        now));
    }

    /** Empty if the event is no longer in the trail: there is nothing left to tell, and the message ends. */
    private Optional<Message> message(WebhookOwner owner, ClaimedDelivery delivery, Instant now) {
        Optional<WebhookEvents.Event> event = WebhookEvents.find(delivery.type());
        Optional<WebhookPayload> payload = event.isPresent()
                ? deliveries.payload(owner, delivery.id(), event.get())
                : Optional.of(WebhookPayload.test(delivery.at()));
        if (payload.isEmpty()) {
            deliveries.conclude(delivery, DeliveryAttempt.Result.dead(now));
        }
        return payload.map(content -> new Message(delivery, text(content)));
    }

    private String text(WebhookPayload payload) {
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written", e);
        }
    }
}
