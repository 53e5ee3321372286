package dev.sallyport.device;

import dev.sallyport.crypto.Ids;
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

    private UUID userId;

    private int epoch;
    private String name;

    private String userAgent;

    private String ip;
    private int generation;

    private Instant rotatedAt;

    private Instant createdAt;

    private Instant lastSeenAt;

    private Instant expiresAt;

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
