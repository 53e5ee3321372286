package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Limits blind sign-ins, whose response does not reveal whether the password was correct, because {@link
 * PasswordThrottle} has counted too many wrong ones for the email. They are counted by email, which need not exist, and
 * network address.
 *
 * <p>Without an answer a guess is useless, unless the attacker also has the second factor. Such guesses, a wrong
 * password with a correct second factor, have their own budget.
 */
@ApplicationScoped
public class BlindGuesses {

    /** Blind sign-ins of an email from one network address in the window of {@link ThrottleConfig#lock()}. */
    public static final int MAX_ATTEMPTS = BlindAttempt.MAX_TRIES;

    /** Wrong passwords with a right second proof for an email in a day. */
    public static final int MAX_PROVEN = 10;

    private static final Duration DAY = Duration.ofDays(1);

    /** These values replace the device in {@code password_attempts}. */
    private static final UUID PROVEN = new UUID(0, 1);

    private static final UUID NOTICE = new UUID(0, 2);

    private static final String SPEND = """
            insert into blind_attempts as b (email_hash, address, attempts, expires_at)
            values (:email, :address, 1, :end)
            on conflict (email_hash, address) do update set
                attempts = case when b.expires_at <= :now then 1 else least(b.attempts, :max) + 1 end,
                expires_at = case when b.expires_at <= :now then excluded.expires_at else b.expires_at end
            returning b.attempts, b.expires_at
            """;

    private static final String GIVE_BACK = """
            update blind_attempts set attempts = attempts - 1
            where email_hash = :email and address = :address and attempts > 0
            """;

    /** Counts nothing, and locks the row, so that answers sent at the same moment are checked one after the other. */
    private static final String LOCK = """
            insert into password_attempts as p (email_hash, device_id, attempts, expires_at)
            values (:email, :counted, 0, :end)
            on conflict (email_hash, device_id) do update set
                attempts = case when p.expires_at <= :now then 0 else p.attempts end,
                expires_at = case when p.expires_at <= :now then excluded.expires_at else p.expires_at end
            returning p.attempts
            """;

    private static final String COUNT = """
            update password_attempts set attempts = attempts + :more
            where email_hash = :email and device_id = :counted
            """;

    /** One conditional statement, so that guesses sent at the same moment bring one notice. */
    private static final String FIRST_OF_DAY = """
            insert into password_attempts as p (email_hash, device_id, attempts, expires_at)
            values (:email, :counted, 1, :end)
            on conflict (email_hash, device_id) do update set expires_at = excluded.expires_at
            where p.expires_at <= :now
            """;

    private final Session database;
    private final ThrottleConfig config;

    BlindGuesses(Session database, ThrottleConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Spends one blind sign-in, before the password is checked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public BlindAttempt spend(byte[] emailHash, String address, Instant now) {
        Object[] row = database.createNativeQuery(SPEND, Object[].class)
                .setParameter("email", emailHash)
                .setParameter("address", AddressThrottle.network(address))
                .setParameter("end", now.plus(config.lock()))
                .setParameter("now", now)
                .setParameter("max", MAX_ATTEMPTS)
                .getSingleResult();
        int tries = ((Number) row[0]).intValue();
        return new BlindAttempt(tries, tries <= MAX_ATTEMPTS ? Duration.ZERO : Duration.between(now, (Instant) row[1]));
    }

    /** Gives an attempt back whose password was never checked; outside a transaction. */
    public void giveBack(byte[] emailHash, String address) {
        Transactions.run(() -> database.createNativeMutationQuery(GIVE_BACK)
                .setParameter("email", emailHash)
                .setParameter("address", AddressThrottle.network(address))
                .executeUpdate());
    }

    /**
     * Locks the count of wrong passwords with a right second proof until the transaction ends.
     *
     * @return whether the next second proof may be accepted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean lockProven(byte[] emailHash, Instant now) {
        int proven = database.createNativeQuery(LOCK, Integer.class)
                .setParameter("email", emailHash)
                .setParameter("counted", PROVEN)
                .setParameter("end", now.plus(DAY))
                .setParameter("now", now)
                .getSingleResult();
        return proven < MAX_PROVEN;
    }

    /** Writes in any case, so that the answer takes as long whether the second proof was right or not. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void countProven(byte[] emailHash, boolean proven) {
        database.createNativeMutationQuery(COUNT)
                .setParameter("email", emailHash)
                .setParameter("counted", PROVEN)
                .setParameter("more", proven ? 1 : 0)
                .executeUpdate();
    }

    /** Whether this is the first call for the email in a day: the owner gets one notice of a run of wrong passwords. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isFirstOfDay(byte[] emailHash, Instant now) {
        return database.createNativeMutationQuery(FIRST_OF_DAY)
                        .setParameter("email", emailHash)
                        .setParameter("counted", NOTICE)
                        .setParameter("end", now.plus(DAY))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Forgets every count of this email but the day of the last notice: its owner has proved the mailbox. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void clear(byte[] emailHash) {
        database.createNativeMutationQuery(
                        "delete from password_attempts where email_hash = :email and device_id <> :kept")
                .setParameter("email", emailHash)
                .setParameter("kept", NOTICE)
                .executeUpdate();
        database.createNativeMutationQuery("delete from blind_attempts where email_hash = :email")
                .setParameter("email", emailHash)
                .executeUpdate();
    }
}
