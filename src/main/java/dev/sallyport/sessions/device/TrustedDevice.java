package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A browser in which the user once entered a code, and which is recognized from then on. */
@Entity
@DynamicUpdate
@Table(name = "trusted_device")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class TrustedDevice {

    @Id
    private DeviceId id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    private int epoch;
    private @Nullable String name;

    private boolean skipsSecondFactor;

    private @Nullable String userAgent;

    private @Nullable String browser;

    private @Nullable String browserVersion;

    private @Nullable String os;
    private @Nullable String ip;
    private int generation;

    private @Nullable Instant rotatedAt;

    private byte @Nullable [] rotationKey;

    private Instant createdAt;

    private Instant lastSeenAt;

    private Instant expiresAt;

    private @Nullable Instant revokedAt;

    private @Nullable Instant reportedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected TrustedDevice() {}

    TrustedDevice(TrustGrant trust, @Nullable String name, ClientContext context, Instant now, Instant expiresAt) {
        Browser shown = context.browser();
        this.id = new DeviceId(Ids.next());
        this.userId = trust.userId();
        this.epoch = trust.epoch();
        this.name = name;
        this.skipsSecondFactor = trust.skipsSecondFactor();
        this.userAgent = context.userAgent();
        this.browser = shown.name();
        this.browserVersion = shown.majorVersion();
        this.os = shown.os();
        this.ip = context.address();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiresAt;
    }

    DeviceId id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    @Nullable
    String name() {
        return name;
    }

    int generation() {
        return generation;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    void rename(String newName) {
        name = newName;
    }

    void end(Instant now) {
        revokedAt = now;
    }

    void report(Instant now) {
        reportedAt = now;
        revokedAt = revokedAt == null ? now : revokedAt;
    }

    DeviceView view(@Nullable DeviceId current) {
        return new DeviceView(
                id,
                name,
                new Browser(browser, browserVersion, os).nameAndVersion(),
                os,
                ip,
                createdAt,
                lastSeenAt,
                expiresAt,
                id.equals(current));
    }
}
