package dev.sallyport.factors.totp;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.otp.TotpParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the check of a code needs of an active authenticator app.
 *
 * @param lastSpentStep the newest time step that was accepted; below zero before the first
 * @param lastRight when a code was right last; the one that confirmed it counts too
 */
@SuppressWarnings("ArrayRecordComponent")
record ActiveTotp(
        AuthenticatorId id,
        UserId userId,
        byte[] sealedSecret,
        TotpParameters parameters,
        long lastSpentStep,
        Optional<Instant> lastRight) {

    static ActiveTotp ofRow(Row row) {
        return new ActiveTotp(
                new AuthenticatorId(row.uuid("id")),
                new UserId(row.uuid("user_id")),
                row.bytes("sealed_secret"),
                new TotpParameters(
                        TotpParameters.Algorithm.valueOf(row.text("algorithm")),
                        row.integer("digits"),
                        Duration.ofSeconds(row.integer("period"))),
                row.count("last_spent_step"),
                row.find("last_right", Instant.class));
    }

    boolean hasNotSpent(long step) {
        return lastSpentStep < step;
    }

    /** Whether a code was right since then. */
    boolean hasAcceptedSince(Instant time) {
        return lastRight.filter(last -> !last.isBefore(time)).isPresent();
    }

    /** What the seal of the secret is bound to. */
    String sealContext() {
        return TotpAuthenticator.sealContext(userId, id);
    }

    @Override
    public String toString() {
        return "ActiveTotp[id=" + id + "]";
    }
}
