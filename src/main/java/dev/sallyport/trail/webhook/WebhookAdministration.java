package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates, changes and removes endpoints. */
@ApplicationScoped
class WebhookAdministration {

    private static final int AT_MOST = 100;

    private final WebhookRepository webhooks;
    private final WebhookTargets targets;
    private final SealedSecrets secrets;
    private final Audit audit;
    private final WebhookConfig config;
    private final Clock clock;

    WebhookAdministration(
            WebhookRepository webhooks,
            WebhookTargets targets,
            Keyset keyset,
            Audit audit,
            WebhookConfig config,
            Clock clock) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.secrets = keyset.secrets();
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    Outcome<WebhookSecretResponse> create(
            WebhookOwner owner, WebhookRequest request, Principal caller, ClientContext context) {
        int most = owner.account().isPresent() ? config.perAccount() : AT_MOST;
        if (owner.account().isEmpty()) {
            webhooks.lockService(); // so that of two requests at once the second counts the first one's endpoint
        }
        if (webhooks.count(owner) >= most) {
            return Outcome.refused(WebhookProblems.tooMany(most));
        }
        Instant now = clock.instant();
        WebhookSecret secret = WebhookSecret.next();
        Webhook webhook = new Webhook(owner, request, secret, secrets, now);
        webhooks.persist(webhook);
        audit.record(entry(AuditType.WEBHOOK_CREATED, webhook, caller, context, now));
        return Outcome.of(WebhookSecretResponse.of(webhook.view(now), secret));
    }

    /**
     * Refuses what may not be called, and events that there are none of. It resolves a name, and holds no connection to
     * the database meanwhile.
     */
    void validate(WebhookOwner owner, @Nullable String url, @Nullable List<String> events) {
        boolean ofAccount = owner.account().isPresent();
        if (events != null && !events.stream().allMatch(pattern -> WebhookEvents.isKnown(pattern, ofAccount))) {
            throw WebhookProblems.event();
        }
        if (url != null) {
            WebhookTarget.UrlVerdict verdict = targets.validateForRequest(owner, url);
            if (verdict.target().isEmpty()) {
                throw WebhookProblems.url(verdict.fault());
            }
        }
    }

    @Transactional
    Page<WebhookView> list(WebhookOwner owner, PageRequest page) {
        Instant now = clock.instant();
        return Page.of(
                webhooks.list(owner, new WebhookId(page.before()), page.limit() + 1),
                page.limit(),
                webhook -> webhook.id().value(),
                webhook -> webhook.view(now));
    }

    @Transactional
    Outcome<WebhookView> get(WebhookOwner owner, WebhookId id) {
        Instant now = clock.instant();
        return webhooks.find(owner, id)
                .map(webhook -> Outcome.of(webhook.view(now)))
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND));
    }

    @Transactional
    Outcome<WebhookView> change(
            WebhookOwner owner, WebhookId id, WebhookChange change, Principal caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Webhook> found = webhooks.lock(owner, id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        found.get().change(change);
        audit.record(entry(AuditType.WEBHOOK_CHANGED, found.get(), caller, context, now));
        return Outcome.of(found.get().view(now));
    }

    @Transactional
    Outcome<WebhookSecretResponse> rotate(WebhookOwner owner, WebhookId id, Principal caller, ClientContext context) {
        Instant now = clock.instant();
        Optional<Webhook> found = webhooks.lock(owner, id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        WebhookSecret next = WebhookSecret.next();
        found.get().rotate(next, secrets, now);
        audit.record(entry(AuditType.WEBHOOK_SECRET_ROTATED, found.get(), caller, context, now));
        return Outcome.of(WebhookSecretResponse.of(found.get().view(now), next));
    }

    @Transactional
    Outcome<Void> delete(WebhookOwner owner, WebhookId id, Principal caller, ClientContext context) {
        Optional<Webhook> found = webhooks.lock(owner, id);
        if (found.isEmpty()) {
            return Outcome.refused(ProblemType.NOT_FOUND);
        }
        found.get().delete();
        audit.record(entry(AuditType.WEBHOOK_DELETED, found.get(), caller, context, clock.instant()));
        return Outcome.of(null);
    }

    private static AuditEntry entry(
            AuditType type, Webhook webhook, Principal caller, ClientContext context, Instant now) {
        return webhook.entry(type, context, now).by(caller);
    }
}
