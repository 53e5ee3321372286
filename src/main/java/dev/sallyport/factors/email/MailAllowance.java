package dev.sallyport.factors.email;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** How many codes a user's mailbox gets: five an hour, ten a day. */
@ApplicationScoped
class MailAllowance {

    private static final int AN_HOUR = 5;
    private static final int A_DAY = 10;

    private final Allowances allowances;

    MailAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /**
     * Spends one mail of the user's. False where the last one is younger than {@code interval}, or there were enough.
     */
    boolean spend(UserId user, Duration interval, Instant now) {
        return allowances
                .take(mails(AllowanceKind.EMAIL_CODE, interval), AllowanceKey.ofId(user.value()), now)
                .granted();
    }

    /** The same for a mail that follows from a right password which the answer did not reveal. */
    boolean spendBlindly(UserId user, Duration interval, Instant now) {
        return allowances
                .take(mails(AllowanceKind.BLIND_EMAIL_CODE, interval), AllowanceKey.ofId(user.value()), now)
                .granted();
    }

    /** When the next mail can be sent; {@code now} if no limit is reached. */
    Instant nextPossible(UserId user, Duration interval, Instant now) {
        return allowances
                .possibleFrom(mails(AllowanceKind.EMAIL_CODE, interval), AllowanceKey.ofId(user.value()), now)
                .orElse(now);
    }

    private static Allowance mails(AllowanceKind kind, Duration interval) {
        return Allowance.of(kind, new Limit(1, interval), Limit.hourly(AN_HOUR), Limit.daily(A_DAY));
    }
}
