package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.crypto.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shows what endpoints were sent, and has messages sent on demand. */
@ApplicationScoped
class WebhookMessages {

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final MessageAllowance allowance;
    private final Clock clock;

    WebhookMessages(
            WebhookRepository webhooks, DeliveryRepository deliveries, MessageAllowance allowance, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.allowance = allowance;
        this.clock = clock;
    }

    @Transactional
    Outcome<Page<DeliveryView>> list(WebhookOwner owner, WebhookId id, DeliveryQuery query) {
        if (webhooks.find(owner, id).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        PageRequest page = query.page();
        return Outcome.of(Page.of(
                deliveries.list(id, query.status(), new DeliveryId(page.before()), page.limit() + 1),
                page.limit(),
                view -> view.id().value(),
                view -> view));
    }

    /** Has a message sent to try the endpoint. */
    @Transactional
    Outcome<Void> test(WebhookOwner owner, WebhookId id) {
        Instant now = clock.instant();
        Optional<Webhook> webhook = webhooks.find(owner, id);
        if (webhook.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        if (!webhook.get().isActive()) {
            return Outcome.refused(WebhookProblems.disabled());
        }
        Optional<Duration> wait = allowance.spend(owner, now);
        if (wait.isPresent()) {
            return Outcome.refused(WebhookProblems.tooOften(wait.get()));
        }
        deliveries.addTest(id, new DeliveryId(Ids.next()), now);
        return Outcome.of(null);
    }

    /** Has a message sent again. One that does not exist is counted, too. */
    @Transactional
    Outcome<Void> redeliver(WebhookOwner owner, WebhookId id, DeliveryId delivery) {
        Instant now = clock.instant();
        if (webhooks.find(owner, id).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        Optional<Duration> wait = allowance.spend(owner, now);
        if (wait.isPresent()) {
            return Outcome.refused(WebhookProblems.tooOften(wait.get()));
        }
        return deliveries.again(id, delivery, now) ? Outcome.of(null) : Outcome.refused(ProblemType.NOT_FOUND);
    }
}
