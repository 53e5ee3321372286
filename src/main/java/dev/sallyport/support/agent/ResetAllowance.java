package dev.sallyport.support.agent;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.throttle.Allowance;
import dev.sallyport.security.throttle.AllowanceKey;
import dev.sallyport.security.throttle.AllowanceKind;
import dev.sallyport.security.throttle.Allowances;
import dev.sallyport.security.throttle.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many resets and access codes there may be: 20 an hour by one agent, owner or admin, 3 a day of one user. A
 * request counts as one. A lockdown counts for its agent alone: what others have used up must not keep support from it.
 */
@ApplicationScoped
public class ResetAllowance {

    public static final int BY_AGENT = 20;
    public static final int OF_USER = 3;

    private static final Allowance RESETS_BY_AGENT = Allowance.of(AllowanceKind.RESET_BY_AGENT, Limit.hourly(BY_AGENT));

    private static final Allowance RESETS_OF_USER = Allowance.of(AllowanceKind.RESET_OF_USER, Limit.daily(OF_USER));

    private final Allowances allowances;

    public ResetAllowance(Allowances allowances) {
        this.allowances = allowances;
    }

    /** Counts a reset or access code of this user. Returns how long to wait if there were too many. */
    public Optional<Duration> spend(UserId by, UserId user, Instant now) {
        return spend(by, now)
                .or(() -> allowances
                        .take(RESETS_OF_USER, AllowanceKey.ofId(user.value()), now)
                        .refusal());
    }

    /** Counts a lockdown by this agent. Returns how long to wait if there were too many. */
    public Optional<Duration> spend(UserId agent, Instant now) {
        return allowances
                .take(RESETS_BY_AGENT, AllowanceKey.ofId(agent.value()), now)
                .refusal();
    }
}
