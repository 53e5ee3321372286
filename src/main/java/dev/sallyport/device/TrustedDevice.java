package dev.sallyport.device;

import dev.sallyport.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A browser in which the user once entered an email code, and which is recognised from then on. */
@Entity
@Table(name = "trusted_device")
class TrustedDevice {

    @Id
    private UUID id;

    @Column(name = "user_id")
    private UUID userId;

    private int epoch;
    private String name;

    @Column(name = "user_agent")
    private String userAgent;

    private String ip;
    private int generation;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    protected TrustedDevice() {}

    TrustedDevice(DeviceOwner owner, String name, String userAgent, String ip, Instant now, Instant expiresAt) {
        this.id = Ids.next();
        this.userId = owner.userId();
        this.epoch = owner.epoch();
        this.name = name;
        this.userAgent = userAgent;
        this.ip = ip;
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    int generation() {
        return generation;
    }
}
