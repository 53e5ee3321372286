package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that waits for its second step, and whose first response did not reveal whether the password was correct.
 * Only this row records it.
 */
@Entity
@Table(name = "blind_challenge")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class BlindChallenge {

    @Id
    private ChallengeId id;

    private byte[] handleHash;
    private byte[] emailHash;
    private String emailHint;

    @Column(updatable = false)
    private @Nullable UserId userId;

    private int epoch;
    private boolean passwordRight;
    private int tries;
    private int failures;
    private @Nullable String deviceName;
    private Instant mailAskedAt;
    private Instant expiresAt;
    private @Nullable Instant closedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected BlindChallenge() {}

    BlindChallenge(byte[] handleHash, SignInAttempt attempt, boolean passwordRight, Instant now, Instant expiresAt) {
        this.id = new ChallengeId(Ids.next());
        this.handleHash = handleHash;
        this.emailHash = attempt.emailHash();
        this.emailHint = attempt.email().hint();
        attempt.subject().map(SignInSubject::user).ifPresent(user -> {
            this.userId = user.id();
            this.epoch = user.epoch();
        });
        this.passwordRight = passwordRight;
        this.tries = attempt.blind().orElseThrow().tries();
        this.deviceName = attempt.device().name();
        this.mailAskedAt = now;
        this.expiresAt = expiresAt;
    }

    ChallengeId id() {
        return id;
    }
}
