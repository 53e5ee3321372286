package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits the requests of one network address, over all users. This stops an attacker who tries one password on many
 * users.
 */
@Singleton
public class AddressThrottle {

    /** How many times the sign-ins of a minute an hour allows. */
    static final int HOURLY = 10;

    /** How many keys a sign-in may take: the password, the code, and a code that is sent again. */
    static final int KEYS_OF_SIGN_IN = 3;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Allowances allowances;
    private final Optional<Allowance> signIns;
    private final Optional<Allowance> mails;
    private final Optional<Allowance> signUps;
    private final Optional<Allowance> keys;

    AddressThrottle(Allowances allowances, ThrottleConfig config) {
        this.allowances = allowances;
        this.signIns = limited(config.signInsPerMinute())
                .map(max -> Allowance.of(
                        AllowanceKind.SIGN_IN, new Limit(max, MINUTE), Limit.hourly(Math.multiplyExact(max, HOURLY))));
        this.mails = limited(config.mailsPerHour()).map(max -> Allowance.of(AllowanceKind.MAIL, Limit.hourly(max)));
        this.signUps =
                limited(config.signUpsPerHour()).map(max -> Allowance.of(AllowanceKind.SIGN_UP, Limit.hourly(max)));
        this.keys = limited(config.signInsPerMinute())
                .map(max -> Allowance.of(
                        AllowanceKind.ANONYMOUS_KEY, Limit.hourly(Math.multiplyExact(max, HOURLY * KEYS_OF_SIGN_IN))));
    }

    private static Optional<Integer> limited(int max) {
        return Optional.of(max).filter(positive -> positive > 0);
    }

    /** Counts a sign-in. Returns how long to wait if there were too many in a minute or an hour. */
    public Optional<Duration> spendSignIn(String address, Instant now) {
        return spend(signIns, address, now);
    }

    /** Counts a mail with a code or a link. Returns how long to wait if this address has caused too many. */
    public Optional<Duration> spendMail(String address, Instant now) {
        return spend(mails, address, now);
    }

    /** From when on this address can cause mails again; empty where it can now. Nothing is counted. */
    public Optional<Instant> mailsPossibleFrom(String address, Instant now) {
        return mails.flatMap(limited ->
                Transactions.join(() -> allowances.possibleFrom(limited, AllowanceKey.ofNetwork(address), now)));
    }

    /** Counts a self sign-up. Returns how long to wait if there were too many. */
    public Optional<Duration> spendSignUp(String address, Instant now) {
        return spend(signUps, address, now);
    }

    /**
     * Counts a request without a credential whose answer is to be kept. Returns how long to wait if there were too
     * many: as many as the sign-ins of an hour take.
     */
    public Optional<Duration> spendKey(String address, Instant now) {
        return spend(keys, address, now);
    }

    private Optional<Duration> spend(Optional<Allowance> limited, String address, Instant now) {
        return limited.flatMap(
                allowance -> Transactions.join(() -> allowances.take(allowance, AllowanceKey.ofNetwork(address), now))
                        .refusal());
    }
}
