package dev.sallyport.factors.totp;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.factors.factor.AuthenticatorStatus;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.otp.TotpParameters;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;

/** A user's authenticator app: the sealed shared secret and the last time step it spent. */
@Entity
@DynamicUpdate
@Table(name = "totp_authenticator")
// JPA writes every field; some are read in SQL alone
@SuppressWarnings("UnusedVariable")
class TotpAuthenticator {

    private static final long NO_STEP = -1;

    @Id
    private AuthenticatorId id;

    @PartitionKey
    @Column(updatable = false)
    private UserId userId;

    private String name;

    @Enumerated(EnumType.STRING)
    private AuthenticatorStatus status;

    private byte[] sealedSecret;

    @Enumerated(EnumType.STRING)
    private TotpParameters.Algorithm algorithm;

    private int digits;

    /** In seconds. */
    private int period;

    private @Nullable AuthenticatorId replaces;
    private @Nullable UUID holderId;
    private @Nullable Integer holderEpoch;
    private int failures;

    private long lastSpentStep;

    private Instant createdAt;

    private Instant expiresAt;

    private @Nullable Instant confirmedAt;

    private @Nullable Instant lastUsedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected TotpAuthenticator() {}

    TotpAuthenticator(AuthenticatorId id, PendingTotp pending, Function<String, byte[]> sealing, Instant now) {
        this(id, pending.userId(), pending.name(), TotpParameters.STANDARD, sealing, now);
        this.status = AuthenticatorStatus.PENDING;
        this.replaces = pending.replaces().orElse(null);
        this.holderId = pending.holder().id();
        this.holderEpoch = pending.holder().epoch();
        this.expiresAt = pending.expiresAt();
    }

    private TotpAuthenticator(
            AuthenticatorId id,
            UserId userId,
            String name,
            TotpParameters parameters,
            Function<String, byte[]> sealing,
            Instant now) {
        this.id = id;
        this.userId = userId;
        this.name = name;
        this.status = AuthenticatorStatus.ACTIVE;
        this.sealedSecret = sealing.apply(sealContext());
        this.algorithm = parameters.algorithm();
        this.digits = parameters.digits();
        this.period = (int) parameters.period().toSeconds();
        this.lastSpentStep = NO_STEP;
        this.createdAt = now;
        this.expiresAt = now;
    }

    /** Binds one at once that its user has confirmed in another system. */
    static TotpAuthenticator confirmedElsewhere(
            UserId user, String name, TotpParameters parameters, Function<String, byte[]> sealing, Instant now) {
        TotpAuthenticator imported =
                new TotpAuthenticator(new AuthenticatorId(Ids.next()), user, name, parameters, sealing, now);
        imported.confirmedAt = now;
        return imported;
    }

    AuthenticatorId id() {
        return id;
    }

    UserId userId() {
        return userId;
    }

    String name() {
        return name;
    }

    byte[] sealedSecret() {
        return sealedSecret;
    }

    TotpParameters parameters() {
        return new TotpParameters(algorithm, digits, Duration.ofSeconds(period));
    }

    Optional<AuthenticatorId> replaces() {
        return Optional.ofNullable(replaces);
    }

    int failures() {
        return failures;
    }

    /** The newest time step that was accepted; below zero before the first. */
    long lastSpentStep() {
        return lastSpentStep;
    }

    boolean isPending() {
        return status == AuthenticatorStatus.PENDING;
    }

    /** Whether it is a set-up of another session or enrollment token. */
    boolean isPendingElsewhere(UUID holder) {
        return isPending() && !holder.equals(holderId);
    }

    /** Whether its holder can still confirm it. */
    boolean isOpenForConfirmation(SetUpHolder holder, Instant now, int maxFailures) {
        return isPending()
                && !isPendingElsewhere(holder.id())
                && Objects.equals(holderEpoch, holder.epoch())
                && isInTime(now, maxFailures);
    }

    /** Whether neither its time nor its tries are used up. */
    boolean isInTime(Instant now, int maxFailures) {
        return expiresAt.isAfter(now) && failures < maxFailures;
    }

    void countFailure() {
        failures++;
    }

    void activate(long step, Instant now) {
        status = AuthenticatorStatus.ACTIVE;
        lastSpentStep = step;
        confirmedAt = now;
    }

    Authenticator withoutSecret() {
        return new Authenticator(id, FactorMethod.TOTP, name, status, createdAt, Optional.ofNullable(lastUsedAt));
    }

    /** What the seal is bound to: a secret moved to another row or user does not open. */
    String sealContext() {
        return sealContext(userId, id);
    }

    static String sealContext(UserId user, AuthenticatorId id) {
        return "totp_authenticator|" + user + "|" + id + "|secret";
    }
}
