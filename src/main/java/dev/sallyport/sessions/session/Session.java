package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AssuranceLevel;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A signed-in user on one client, until it is ended, is left idle, or grows too old. */
@Entity
@DynamicUpdate
@Table(name = "session")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Session {

    @Id
    private SessionId id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    private int epoch;
    private String acr;
    private List<String> amr;

    private Instant authTime;

    private Instant createdAt;

    private Instant lastSeenAt;

    private int generation;

    private @Nullable Instant rotatedAt;

    private byte @Nullable [] rotationKey;

    private Instant idleExpiresAt;

    private Instant expiresAt;

    private @Nullable Instant endedAt;

    private @Nullable DeviceId deviceId;

    private boolean policyExempt;

    private @Nullable ProviderId providerId;

    private List<String> providerAmr;

    private @Nullable String ip;

    private @Nullable String userAgent;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    Session(SessionId id, NewSession start, Instant now, SessionConfig config) {
        this.id = id;
        this.userId = start.user().id();
        this.epoch = start.user().epoch();
        this.acr = start.level().acr();
        this.amr = start.amr();
        this.authTime = start.authTime().orElse(now);
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = now.plus(config.absoluteLifetime());
        this.deviceId = start.deviceId().orElse(null);
        this.policyExempt = start.provider().isPresent();
        this.providerId = start.provider().map(ProviderAssertion::provider).orElse(null);
        this.providerAmr = start.provider().map(ProviderAssertion::methods).orElse(List.of());
        this.ip = start.context().address();
        this.userAgent = start.context().userAgent();
        keepUntilIdle(now, config.idleLifetime());
    }

    SessionId id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    int epoch() {
        return epoch;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    @Nullable
    DeviceId deviceId() {
        return deviceId;
    }

    boolean policyExempt() {
        return policyExempt;
    }

    @Nullable
    ProviderId providerId() {
        return providerId;
    }

    List<String> providerAmr() {
        return List.copyOf(providerAmr);
    }

    int generation() {
        return generation;
    }

    /** What was proved here, without a provider's assertion. */
    AssuranceLevel provedLevel() {
        return AssuranceLevel.ofAcr(acr);
    }

    /** The same as {@code amr} values. */
    List<String> provedAmr() {
        return List.copyOf(amr);
    }

    /** Whether a method is more than a provider's assertion. */
    boolean isProvedHere(String method) {
        return amr.contains(method) || !providerAmr.contains(method);
    }

    /** Level and {@code amr} at the moment of a proof. */
    SessionProof freshProof() {
        return SessionProof.fresh(provedLevel(), provedAmr(), providerAmr());
    }

    Instant authTime() {
        return authTime;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastSeenAt() {
        return lastSeenAt;
    }

    @Nullable
    String ip() {
        return ip;
    }

    @Nullable
    String userAgent() {
        return userAgent;
    }

    Instant idleExpiresAt() {
        return idleExpiresAt;
    }

    /**
     * Raises the session to a higher level: the user has just proved another factor, under a new epoch. An older
     * refresh token cannot be exchanged for the new one.
     */
    void raise(int newEpoch, AssuranceLevel level, List<String> methods, Instant now, SessionConfig config) {
        if (level == AssuranceLevel.ONE_FACTOR) {
            // The proof is new, and it was of one factor: two that a provider saw were seen before.
            providerAmr = providerAmr.stream()
                    .filter(method -> !method.equals(Amr.MFA))
                    .toList();
        }
        epoch = newEpoch;
        acr = level.acr();
        amr = methods;
        authTime = now;
        lastSeenAt = now;
        generation++;
        rotatedAt = null;
        rotationKey = null;
        keepUntilIdle(now, config.idleLifetime());
    }

    private void keepUntilIdle(Instant now, Duration idle) {
        Instant end = now.plus(idle);
        idleExpiresAt = end.isBefore(expiresAt) ? end : expiresAt;
    }
}
