package dev.sallyport.sessions.device;

import dev.sallyport.base.useragent.Browser;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A browser in which the user once entered a code, and which is recognised from then on. */
@Entity
@Table(name = "trusted_device")
class TrustedDevice {

    @Id
    private UUID id;

    private UUID userId;

    private int epoch;
    private String name;

    private boolean skipsSecondFactor;

    private String userAgent;

    private String browser;

    private String browserVersion;

    private String os;
    private String ip;
    private int generation;

    private Instant rotatedAt;

    private Instant createdAt;

    private Instant lastSeenAt;

    private Instant expiresAt;

    private Instant revokedAt;

    private Instant reportedAt;

    protected TrustedDevice() {}

    TrustedDevice(Trust trust, String name, Origin origin, Instant now, Instant expiresAt) {
        Browser shown = origin.browser();
        this.id = Ids.next();
        this.userId = trust.userId();
        this.epoch = trust.epoch();
        this.name = name;
        this.skipsSecondFactor = trust.skipsSecondFactor();
        this.userAgent = origin.userAgent();
        this.browser = shown.name();
        this.browserVersion = shown.majorVersion();
        this.os = shown.os();
        this.ip = origin.address();
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    UUID userId() {
        return userId;
    }

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

    DeviceView view(UUID current) {
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
