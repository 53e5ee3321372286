package dev.sallyport.signin.verification;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that waits for its second step, and whose first response did not reveal whether the password was correct.
 * Only this row records it. Its key is its own id and not that of a user: the token names the key,
 * and must look the same for an email without a user.
 */
@Entity
@DynamicUpdate
@Table(name = "blind_challenge")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class BlindChallenge {

    @Id
    private ChallengeId id;

    private byte[] emailHash;
    private String emailHint;

    @Column(updatable = false)
    private @Nullable UserId userId;

    private int epoch;

    @Column(updatable = false)
    private int secondStepLocks;

    private boolean passwordRight;
    private int tries;
    private int failures;
    private @Nullable String deviceName;
    private Instant mailRequestedAt;
    private Instant expiresAt;
    private @Nullable Instant closedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected BlindChallenge() {}

    BlindChallenge(SignInAttempt attempt, boolean passwordRight, Instant now, Instant expiresAt) {
        this.id = new ChallengeId(Ids.next());
        this.emailHash = attempt.emailHash();
        this.emailHint = attempt.email().hint();
        attempt.subject().ifPresent(subject -> {
            this.userId = subject.user().id();
            this.epoch = subject.binding().epoch();
            this.secondStepLocks = subject.binding().locks();
        });
        this.passwordRight = passwordRight;
        this.tries = attempt.blind().orElseThrow().tries();
        this.deviceName = attempt.device().name();
        this.mailRequestedAt = now;
        this.expiresAt = expiresAt;
    }

    ChallengeId id() {
        return id;
    }
}
