package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.DeliveryId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientCaller;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, changes and removes endpoints, and shows what they were sent. */
@ApplicationScoped
class WebhookAdministration {

    private static final int AT_MOST = 100;

    private final WebhookRepository webhooks;
    private final DeliveryRepository deliveries;
    private final WebhookTargets targets;
    private final SealedSecrets box;
    private final Audit audit;
    private final Clock clock;

    WebhookAdministration(
            WebhookRepository webhooks,
            DeliveryRepository deliveries,
            WebhookTargets targets,
            Keyset keyset,
            Audit audit,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.targets = targets;
        this.box = keyset.secrets();
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Outcome<WebhookSecretResponse> create(WebhookRequest request, ClientCaller caller, ClientContext context) {
        if (webhooks.count() >= AT_MOST) {
            return Outcome.refused(WebhookProblems.tooMany(AT_MOST));
        }
        Instant now = clock.instant();
        WebhookSecret secret = WebhookSecret.next();
        Webhook webhook = new Webhook(request, secret, box, now);
        webhooks.persist(webhook);
        audit.record(entry(AuditType.WEBHOOK_CREATED, webhook.id(), caller, context, now));
        return Outcome.of(WebhookSecretResponse.of(webhook.view(now), secret));
    }

    /**
     * Refuses what may not be called, and events that there are none of. It resolves a name, and holds no connection to
     * the database meanwhile.
     */
    void judge(@Nullable String url, @Nullable List<String> events) {
        if (events != null) {
            events.stream()
                    .filter(pattern -> !WebhookEvents.isKnown(pattern))
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw WebhookProblems.event(unknown);
                    });
        }
        if (url != null) {
            WebhookTarget.Verdict verdict = targets.judge(url);
            if (verdict.target().isEmpty()) {
                throw WebhookProblems.url(verdict.fault());
            }
        }
    }

    @Transactional
    Page<WebhookView> list(PageRequest slice) {
        Instant now = clock.instant();
        return Page.of(
                webhooks.list(new WebhookId(slice.before()), slice.limit() + 1),
                slice.limit(),
                webhook -> webhook.id().value(),
                webhook -> webhook.view(now));
    }

    @Transactional
    Outcome<WebhookView> change(WebhookId id, WebhookChange change, ClientCaller caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Webhook> found = webhooks.lock(id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        found.get().change(change);
        audit.record(entry(AuditType.WEBHOOK_CHANGED, id, caller, context, now));
        return Outcome.of(found.get().view(now));
    }

    @Transactional
    Outcome<WebhookSecretResponse> rotate(WebhookId id, ClientCaller caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Webhook> found = webhooks.lock(id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        WebhookSecret next = WebhookSecret.next();
        found.get().rotate(next, box, now);
        audit.record(entry(AuditType.WEBHOOK_SECRET_ROTATED, id, caller, context, now));
        return Outcome.of(WebhookSecretResponse.of(found.get().view(now), next));
    }

    @Transactional
    Outcome<Void> delete(WebhookId id, ClientCaller caller, ClientContext context) {
        Optional<Webhook> found = webhooks.lock(id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        webhooks.delete(found.get());
        audit.record(entry(AuditType.WEBHOOK_DELETED, id, caller, context, clock.instant()));
        return Outcome.of(null);
    }

    /** Has a message sent to try the endpoint. */
    @Transactional
    Outcome<Void> test(WebhookId id) {
        Instant now = clock.instant();
        if (webhooks.findByIdOptional(id).filter(Webhook::isActive).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        deliveries.addTest(id, new DeliveryId(Ids.next()), now);
        return Outcome.of(null);
    }

    @Transactional
    Outcome<Page<DeliveryView>> deliveries(WebhookId id, Optional<String> status, PageRequest slice) {
        if (webhooks.findByIdOptional(id).isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        return Outcome.of(Page.of(
                deliveries.list(id, status, new DeliveryId(slice.before()), slice.limit() + 1),
                slice.limit(),
                view -> view.id().value(),
                view -> view));
    }

    @Transactional
    Outcome<Void> redeliver(WebhookId id, DeliveryId delivery) {
        return deliveries.again(id, delivery, clock.instant())
                ? Outcome.of(null)
                : Outcome.refused(ProblemType.NOT_FOUND);
    }

    private static AuditEntry entry(
            AuditType type, WebhookId id, ClientCaller caller, ClientContext context, Instant now) {
        return AuditEntry.success(type, now, context).by(caller).with("webhook", id.toString());
    }
}
