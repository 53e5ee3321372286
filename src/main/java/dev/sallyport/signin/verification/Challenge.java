package dev.sallyport.signin.verification;

import dev.sallyport.base.database.Statement;
import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.session.Amr;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A sign-in that waits for its second step. Its token is derived from user and id: nothing here opens anything. */
@Entity
@DynamicUpdate
@Table(name = "challenge")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class Challenge {

    /** Wrong codes after which a challenge becomes void and the sign-in starts again with the password. */
    static final int MAX_FAILURES = 5;

    @Id
    private ChallengeId id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    @Enumerated(EnumType.STRING)
    private ChallengePurpose purpose;

    private int epoch;

    @Column(updatable = false)
    private int secondStepLocks;

    private int failures;

    private @Nullable DeviceId deviceId;

    private @Nullable Integer deviceGeneration;

    private @Nullable String deviceName;

    private @Nullable String deviceUserAgent;

    private @Nullable String deviceIp;

    private List<String> firstAmr = Amr.PASSWORD_ONLY;

    private @Nullable ProviderId providerId;

    private @Nullable SessionId sessionId;

    private @Nullable String clientId;

    private Instant createdAt;

    private Instant expiresAt;

    private @Nullable Instant closedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected Challenge() {}

    Challenge(UserId user, ChallengeBinding binding, ChallengePurpose purpose, Instant now, Instant expiresAt) {
        this.id = new ChallengeId(Ids.next());
        this.userId = user;
        this.epoch = binding.epoch();
        this.secondStepLocks = binding.locks();
        this.purpose = purpose;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    /** What stays of a blind challenge with its user, once both factors were right. */
    static Challenge answeredBlindly(OpenChallenge blind, Instant now) {
        Challenge challenge = new Challenge(
                blind.user().id(), blind.binding(), ChallengePurpose.DEVICE_VERIFICATION, now, blind.expiresAt());
        challenge.id = blind.id();
        challenge.closedAt = now;
        return challenge;
    }

    ChallengeId id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    ChallengePurpose purpose() {
        return purpose;
    }

    /**
     * Stores the device that was presented with the password. When the sign-in is complete, its token is renewed, or
     * the device is replaced if its browser has changed.
     */
    void remember(DeviceTokenHandle device) {
        deviceId = device.id();
        deviceGeneration = device.generation();
    }

    /** Binds the challenge to a session: no other can be raised by it. */
    void bind(SessionId session) {
        sessionId = session;
    }

    /** Stores what the first step proved, if it was not the password: the challenge ends with the provider's link. */
    void setFirstFactor(FirstFactor first) {
        firstAmr = first.amr();
        providerId = first.provider().orElse(null);
    }

    /**
     * Stores the reported device data for when the device is trusted, and the reporting backend: the challenge ends
     * with the backend or its scope.
     */
    void describe(PresentedDevice device) {
        deviceName = device.name();
        device.reported().ifPresent(reported -> {
            deviceUserAgent = reported.userAgent() == null ? "" : reported.userAgent();
            deviceIp = reported.address();
            clientId = reported.client();
        });
    }

    /** Sets the parameters of the statement that stores it, named there. */
    Statement set(Statement insert) {
        return insert.set("id", id)
                .set("user", userId)
                .set("purpose", purpose.text())
                .set("epoch", epoch)
                .set("locks", secondStepLocks)
                .set("device", deviceId)
                .set("generation", deviceGeneration)
                .set("name", deviceName)
                .set("agent", deviceUserAgent)
                .set("ip", deviceIp)
                .set("first", firstAmr.toArray(String[]::new))
                .set("provider", providerId)
                .set("session", sessionId)
                .set("client", clientId)
                .set("now", createdAt)
                .set("end", expiresAt)
                .set("closed", closedAt);
    }
}
