package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.network.NetworkAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/**
 * Limits the requests of one network address, over all users. This stops an attacker who tries one password on many
 * users.
 */
@ApplicationScoped
public class AddressThrottle {

    /** How many times the sign-ins of a minute an hour allows. */
    static final int HOURLY = 10;

    private static final String ONE_MORE = """
            on conflict (address, kind) do update set
                attempts = case when a.expires_at <= :now then 1 else least(a.attempts, :max) + 1 end,
                expires_at = case when a.expires_at <= :now then excluded.expires_at else a.expires_at end
            returning a.attempts, a.expires_at
            """;

    private static final String SPEND = """
            insert into address_attempts as a (address, kind, attempts, expires_at)
            values (:address, :kind, 1, :end)
            """ + ONE_MORE;

    /** Both windows in one statement. What the minute refuses is not counted for the hour: it has cost nothing. */
    private static final String SPEND_SIGN_IN =
            "with minute as (" + SPEND + "), hour as (" + """
            insert into address_attempts as a (address, kind, attempts, expires_at)
            select :address, 'sign_in_hour', 1, cast(:endOfHour as timestamptz) from minute where attempts <= :max
            """ + ONE_MORE.replace(":max", ":maxOfHour") + """
            )
            select coalesce(
                (select expires_at from hour where attempts > :maxOfHour),
                (select expires_at from minute where attempts > :max))
            """;

    private static final String MAILS_FROM = """
            select expires_at from address_attempts
            where address = :address and kind = 'mail' and attempts >= :max and expires_at > :now
            """;

    private final Session database;
    private final ThrottleConfig config;

    AddressThrottle(Session database, ThrottleConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Counts a sign-in. Returns how long to wait if there were too many in a minute or an hour. */
    public Optional<Duration> spendSignIn(String address, Instant now) {
        int max = config.signInsPerMinute();
        if (max <= 0) {
            return Optional.empty();
        }
        Instant end = Transactions.join(() -> database.createNativeQuery(SPEND_SIGN_IN, Instant.class)
                .setParameter("address", network(address))
                .setParameter("kind", "sign_in")
                .setParameter("end", now.plus(Duration.ofMinutes(1)))
                .setParameter("endOfHour", now.plus(Duration.ofHours(1)))
                .setParameter("now", now)
                .setParameter("max", max)
                .setParameter("maxOfHour", max * HOURLY)
                .getSingleResult());
        return Optional.ofNullable(end).map(until -> Duration.between(now, until));
    }

    /** Counts a mail with a code or a link. Returns how long to wait if this address has caused too many. */
    public Optional<Duration> spendMail(String address, Instant now) {
        return spend("mail", address, config.mailsPerHour(), Duration.ofHours(1), now);
    }

    /** From when on this address can cause mails again; empty where it can now. Nothing is counted. */
    public Optional<Instant> mailsPossibleFrom(String address, Instant now) {
        int max = config.mailsPerHour();
        if (max <= 0) {
            return Optional.empty();
        }
        return Transactions.join(() -> database.createNativeQuery(MAILS_FROM, Instant.class)
                .setParameter("address", network(address))
                .setParameter("max", max)
                .setParameter("now", now)
                .getResultStream()
                .findFirst());
    }

    /** Counts a self sign-up. Returns how long to wait if there were too many. */
    public Optional<Duration> spendSignUp(String address, Instant now) {
        return spend("sign_up", address, config.signUpsPerHour(), Duration.ofHours(1), now);
    }

    private Optional<Duration> spend(String kind, String address, int max, Duration window, Instant now) {
        if (max <= 0) {
            return Optional.empty();
        }
        Object[] row = Transactions.join(() -> database.createNativeQuery(SPEND, Object[].class)
                .setParameter("address", network(address))
                .setParameter("kind", kind)
                .setParameter("end", now.plus(window))
                .setParameter("now", now)
                .setParameter("max", max)
                .getSingleResult());
        return ((Number) row[0]).intValue() <= max
                ? Optional.empty()
                : Optional.of(Duration.between(now, (Instant) row[1]));
    }

    /** The network of an address; any other text is returned unchanged. */
    static String network(String address) {
        return NetworkAddress.parse(address).map(NetworkAddress::network).orElse(address);
    }
}
