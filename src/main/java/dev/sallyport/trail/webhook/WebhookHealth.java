package dev.sallyport.trail.webhook;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Notes how endpoints take their messages, and disables one that has taken none for days. */
@ApplicationScoped
class WebhookHealth {

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final DisabledWebhookMails mails;
    private final Audit audit;
    private final MeterRegistry meters;
    private final Clock clock;

    WebhookHealth(
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            DisabledWebhookMails mails,
            Audit audit,
            MeterRegistry meters,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.mails = mails;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /** The endpoint, if it is to be sent anything. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Webhook> active(WebhookId webhook) {
        return webhooks.findByIdOptional(webhook).filter(Webhook::isActive);
    }

    /** Notes how a try ended, for the message and for its endpoint. */
    void note(ClaimedDelivery message, DeliveryAttempt attempt) {
        Instant now = clock.instant();
        DeliveryAttempt.Result result = attempt.result(message, now);
        Transactions.run(() -> {
            // The endpoint before its messages, as its deletion locks them: else the two can wait for each other.
            Optional<Webhook> endpoint = webhooks.lock(message.webhook());
            deliveries.conclude(message, result);
            endpoint.ifPresent(webhook -> note(webhook, attempt, now));
        });
        meters.counter("sallyport.webhooks", "outcome", result.status().text()).increment();
    }

    private void note(Webhook webhook, DeliveryAttempt attempt, Instant now) {
        if (attempt.isTaken()) {
            webhook.succeeded(now);
        } else if (webhook.failed(attempt.fault().orElseThrow(), attempt.isGone(), now)) {
            audit.record(webhook.entry(AuditType.WEBHOOK_DISABLED, ClientContext.NO_REQUEST, now));
            mails.send(webhook, now);
        }
    }
}
