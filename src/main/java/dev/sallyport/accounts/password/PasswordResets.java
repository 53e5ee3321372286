package dev.sallyport.accounts.password;

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
 * The links by which a password can be set anew: who asks for them gets at most one in 30 seconds, five an hour and ten a
 * day for a user.
 */
@ApplicationScoped
public class PasswordResets {

    /** What the token of such a link begins with. */
    public static final String PREFIX = "sp_pr_";

    private static final int GENERATION = 0;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int AN_HOUR = 5;
    private static final int A_DAY = 10;

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

    /** Whose password a link sets; it is good while the user is of that epoch. */
    public record Subject(UUID userId, int epoch) {}

    /** Makes a link for a user whom the caller MUST have locked; empty where there were enough of late. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Issued> issue(UUID user, int epoch, Instant now) {
        return allowances.take(LINKS, AllowanceKey.ofId(user), now).granted()
                ? Optional.of(issueAnyway(user, epoch, now))
                : Optional.empty();
    }

    /**
     * The same, however many there were of late, and not counted: what is limited is what anybody can ask for in another's
     * name.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Issued issueAnyway(UUID user, int epoch, Instant now) {
        Issued issued = new Issued(Ids.next(), now.plus(config.resetLifetime()));
        rows.persist(new PasswordReset(issued, user, epoch, now));
        return issued;
    }

    /** The token of a link, for the mail that is about to leave. */
    public String token(UUID id) {
        return tokens.issue(id, GENERATION);
    }

    /** Whose link this is, if it is ours and its time is not over. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Subject> find(String token, Instant now) {
        return tokens.read(token)
                .flatMap(handle -> rows.findOpen(handle.id(), now))
                .map(PasswordReset::subject);
    }
}
