package dev.sallyport.trail.webhook;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.WebhookId;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.SealedSecrets;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An endpoint of another system, and what it gets. */
@Entity
@DynamicUpdate
@Table(name = "webhook")
class Webhook {

    /** An endpoint that took nothing for so long is disabled. */
    private static final Duration DISABLED_AFTER = Duration.ofDays(3);

    /** How long the former secret signs too. */
    private static final Duration OVERLAP = Duration.ofDays(1);

    @Id
    private WebhookId id;

    /** Whose it is; null: the service's. */
    @Column(updatable = false)
    private @Nullable AccountId accountId;

    private String url;
    private List<String> events;

    // the database reads it, to write messages
    @SuppressWarnings("UnusedVariable")
    private List<String> types;

    private @Nullable String description;

    private @Nullable String contact;

    @Enumerated(EnumType.STRING)
    private WebhookStatus status;

    /** The secret, followed by the previous one, if there was one. */
    private byte[] sealedSecrets;

    private @Nullable Instant formerUntil;

    private Instant createdAt;

    private @Nullable Instant failingSince;

    private @Nullable Instant lastSuccessAt;

    private @Nullable String lastFailure;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    Webhook(WebhookOwner owner, WebhookRequest request, WebhookSecret secret, SealedSecrets secrets, Instant now) {
        this.id = new WebhookId(Ids.next());
        this.accountId = owner.account().orElse(null);
        this.url = request.url();
        this.events = request.events();
        this.types = types(request.events());
        this.description = request.description();
        this.contact = request.contact();
        this.status = WebhookStatus.ACTIVE;
        this.sealedSecrets = secrets.seal(secret.key(), context(id));
        this.createdAt = now;
    }

    /** What a sealed secret of a row is bound to; the same as {@link SealedWebhookSecrets} says in SQL. */
    private static String context(WebhookId id) {
        return "webhook|" + id;
    }

    WebhookId id() {
        return id;
    }

    WebhookOwner owner() {
        return WebhookOwner.of(accountId);
    }

    String url() {
        return url;
    }

    boolean isActive() {
        return status == WebhookStatus.ACTIVE;
    }

    @Nullable
    String contact() {
        return contact;
    }

    /** The newest first; for a day after a rotation two. */
    List<WebhookSecret> secrets(SealedSecrets secrets, Instant now) {
        List<WebhookSecret> all = WebhookSecret.split(secrets.unseal(sealedSecrets, context(id)));
        return formerUntil != null && formerUntil.isAfter(now) ? all : all.subList(0, 1);
    }

    void rotate(WebhookSecret next, SealedSecrets secrets, Instant now) {
        WebhookSecret former =
                WebhookSecret.split(secrets.unseal(sealedSecrets, context(id))).get(0);
        sealedSecrets = secrets.seal(WebhookSecret.join(next, former), context(id));
        formerUntil = now.plus(OVERLAP);
    }

    void change(WebhookChange change) {
        url = change.url() == null ? url : change.url();
        description = change.description() == null ? description : change.description();
        contact = change.contact() == null ? contact : change.contact();
        if (change.events() != null) {
            events = change.events();
            types = types(events);
        }
        change.newStatus().ifPresent(next -> {
            status = next;
            failingSince = null;
        });
    }

    void delete() {
        status = WebhookStatus.DELETED;
    }

    private List<String> types(List<String> patterns) {
        return WebhookEvents.types(patterns, accountId != null);
    }

    void succeeded(Instant now) {
        failingSince = null;
        lastSuccessAt = now;
        lastFailure = null;
    }

    /** Returns whether this disables it: it accepted nothing for days, or says that it no longer exists. */
    boolean failed(String why, boolean gone, Instant now) {
        failingSince = failingSince == null ? now : failingSince;
        lastFailure = why;
        boolean isOver =
                isActive() && (gone || !failingSince.plus(DISABLED_AFTER).isAfter(now));
        status = isOver ? WebhookStatus.DISABLED : status;
        return isOver;
    }

    /** What the trail says of it, which the owners of its account can read. */
    AuditEntry entry(AuditType type, ClientContext context, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, context).with("webhook", id.toString());
        return accountId == null ? entry : entry.account(accountId);
    }

    WebhookView view(Instant now) {
        return new WebhookView(
                id,
                url,
                List.copyOf(events),
                description,
                contact,
                status.text(),
                createdAt,
                lastSuccessAt,
                failingSince,
                lastFailure,
                formerUntil != null && formerUntil.isAfter(now) ? formerUntil : null);
    }
}
