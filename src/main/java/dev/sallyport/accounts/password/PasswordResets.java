package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.crypto.Ids;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.RotatingTokens;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Password reset links. A user gets at most one in 30 seconds, five an hour and ten a day.
 *
 * <p>Links do not void one another, and the last one is valid until another can be requested: callers without a
 * credential request them, and could otherwise keep a user from a new password.
 */
@ApplicationScoped
public class PasswordResets {

    /** The prefix of a link's token. */
    public static final String PREFIX = "sp_pr_";

    private static final int GENERATION = 0;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int AN_HOUR = 5;
    private static final int A_DAY = 10;
    private static final Duration OF_A_NOTICE = Duration.ofDays(1);

    private static final Allowance LINKS = Allowance.of(
            AllowanceKind.PASSWORD_RESET, new Limit(1, INTERVAL), Limit.hourly(AN_HOUR), Limit.daily(A_DAY));

    private final PasswordResetRepository rows;
    private final Allowances allowances;
    private final PasswordConfig config;
    private final RotatingTokens tokens;

    PasswordResets(PasswordResetRepository rows, Allowances allowances, PasswordConfig config, Keyset keyset) {
        this.rows = rows;
        this.allowances = allowances;
        this.config = config;
        this.tokens = new RotatingTokens(keyset.tokens(), PREFIX);
    }

    /**
     * A link that was made.
     *
     * @param id from which {@link #token} derives what the link carries
     */
    public record Issued(UUID id, Instant expiresAt) {}

    /** The user whose password a link sets; the link is valid in that epoch only. */
    public record Subject(UserId userId, int epoch) {}

    /** Creates a link for a user whom the caller MUST have locked; empty if a limit is reached. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Issued> issue(UserId user, int epoch, Instant now) {
        AllowanceKey key = AllowanceKey.ofId(user.value());
        if (!allowances.take(LINKS, key, now).granted()) {
            return Optional.empty();
        }
        Duration untilNext = allowances
                .possibleFrom(LINKS, key, now)
                .map(next -> Duration.between(now, next))
                .orElse(Duration.ZERO);
        return Optional.of(issue(user, epoch, longer(config.resetLifetime(), untilNext), now));
    }

    /** The same without a limit, and not counted. Only requests that need no credential are limited. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Issued issueAnyway(UserId user, int epoch, Instant now) {
        return issue(user, epoch, config.resetLifetime(), now);
    }

    /** The same for a user who did not ask for it, and reads the mail later: it is valid for a day. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Issued issueForNotice(UserId user, int epoch, Instant now) {
        return issue(user, epoch, OF_A_NOTICE, now);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Issued issue(UserId user, int epoch, Duration lifetime, Instant now) {
        Issued issued = new Issued(Ids.next(), now.plus(lifetime));
        rows.persist(new PasswordReset(issued.id(), user, epoch, now, issued.expiresAt()));
        return issued;
    }

    /** The token of a user's link, for the mail that is about to leave. */
    public String token(UserId user, UUID id) {
        return tokens.issue(user.value(), id, GENERATION);
    }

    /** The user that this link belongs to; empty if the link is not genuine or has expired. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Subject> find(String token, Instant now) {
        return tokens.read(token).flatMap(handle -> find(new UserId(handle.owner()), handle.id(), now));
    }

    /** The same by the link's id; empty if the link has expired. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Subject> find(UserId user, UUID id, Instant now) {
        return rows.findOpen(user, id, now).map(reset -> new Subject(reset.userId(), reset.epoch()));
    }
}
