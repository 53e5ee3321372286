package dev.sallyport.policies.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The combined policy of all accounts of a user: for each rule the strictest value applies.
 *
 * @param requirement whether and from when on a second factor is required
 * @param deviceTrust whether a device can replace the second factor
 */
public record StrictestPolicy(Requirement requirement, DeviceTrust deviceTrust) {

    /**
     * One row, also for a user without any account; {@link #ofRow} reads it. For the sign-in's query too, which may take
     * no further round trip.
     */
    private static final String SELECT = """
            select coalesce(bool_or(p.required), false),
                   min(coalesce(p.grace_period_ends_at, p.enforced_since)) filter (where p.required),
                   coalesce(bool_and(coalesce(p.trusted_devices_allowed, false)), false),
                   min(p.trusted_device_lifetime)
            from membership m left join two_factor_policy p on p.account_id = m.account_id
            where m.user_id = %s
            """;

    /**
     * The query for the policies of one user.
     *
     * @param userId the SQL expression of the user's id; MUST NOT be made of anything a client sent
     */
    public static String select(String userId) {
        return SELECT.formatted(userId);
    }

    /** Reads the columns of {@link #select} from a row that has them from {@code first} on. */
    public static StrictestPolicy ofRow(Object[] row, int first) {
        Requirement requirement = new Requirement((Boolean) row[first], Optional.ofNullable((Instant) row[first + 1]));
        boolean trusting = (Boolean) row[first + 2];
        return new StrictestPolicy(
                requirement,
                trusting ? new DeviceTrust(true, Duration.ofSeconds((Long) row[first + 3])) : DeviceTrust.NOT_ALLOWED);
    }
}
