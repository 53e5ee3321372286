package dev.sallyport.signin.verification;

import dev.sallyport.security.crypto.Ids;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.session.Amr;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A sign-in that waits for its second step, behind a random handle of which only the hash is kept. */
@Entity
@Table(name = "challenge")
class Challenge {

    /** Wrong codes after which a challenge is dead and the sign-in starts again at the password. */
    static final int MAX_FAILURES = 5;

    @Id
    private UUID id;

    private byte[] handleHash;

    private UUID userId;

    @Enumerated(EnumType.STRING)
    private ChallengePurpose purpose;

    private int epoch;
    private int failures;

    private UUID deviceId;

    private Integer deviceGeneration;

    private String deviceName;

    private String deviceUserAgent;

    private String deviceIp;

    private List<String> firstAmr = Amr.PASSWORD_ONLY;

    private UUID sessionId;

    private String clientId;

    private Instant createdAt;

    private Instant expiresAt;

    private Instant closedAt;

    protected Challenge() {}

    Challenge(byte[] handleHash, UUID user, int epoch, ChallengePurpose purpose, Instant now, Instant expiresAt) {
        this.id = Ids.next();
        this.handleHash = handleHash;
        this.userId = user;
        this.epoch = epoch;
        this.purpose = purpose;
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    /**
     * Remembers the device that was shown with the password. When the sign-in is complete, its token is renewed; or where
     * its browser has changed, it is replaced.
     */
    void remember(KnownDevice device) {
        deviceId = device.id();
        deviceGeneration = device.generation();
    }

    /** Binds the challenge to a session: no other can be raised by it. */
    void bind(UUID session) {
        sessionId = session;
    }

    /** Remembers what the first step proved, where it was not the password. */
    void begunWith(List<String> amr) {
        firstAmr = amr;
    }

    /**
     * Remembers what is said of the device, for when it is trusted; and the backend that says it, with which, or with
     * whose scope, the challenge ends.
     */
    void describe(ShownDevice device) {
        deviceName = device.name();
        device.word().ifPresent(word -> {
            deviceUserAgent = word.userAgent() == null ? "" : word.userAgent();
            deviceIp = word.address();
            clientId = word.client();
        });
    }
}
