package dev.sallyport.policies.policy;

import dev.sallyport.base.database.Row;
import dev.sallyport.sessions.session.HeldFactors;
import java.time.Duration;
import java.time.Instant;

/**
 * The combined policy of all accounts of a user: for each rule the strictest value applies.
 *
 * @param requirement whether and from when on a second factor is required
 * @param deviceTrust whether a device can replace the second factor
 * @param satisfied whether the user has, for each account that requires one now, a second factor that it allows
 */
public record StrictestPolicy(Requirement requirement, DeviceTrust deviceTrust, boolean satisfied) {

    /**
     * One row, also for a user without any account; {@link #ofRow} reads it. For the sign-in's query too, which may
     * take no further round trip.
     */
    private static final String SELECT = """
            select coalesce(bool_or(p.required), false) as policy_required,
                   min(coalesce(p.grace_period_ends_at, p.enforced_since)) filter (where p.required)
                       as policy_required_from,
                   coalesce(bool_and(coalesce(p.trusted_devices_allowed, false)), false) as policy_trusts_devices,
                   min(p.trusted_device_lifetime) as policy_trust_lifetime, %2$s as policy_satisfied
            from membership m left join two_factor_policy p on p.account_id = m.account_id
            where m.user_id = %1$s
            """;

    /**
     * The query for the policies of one user.
     *
     * @param userId the SQL expression of the user's id; MUST NOT be made of anything a client sent
     * @param now the SQL expression of the time
     */
    public static String select(String userId, String now) {
        return SELECT.formatted(userId, HeldFactors.satisfied(userId, now));
    }

    /** Reads the columns of {@link #select}, whatever else is in the row. */
    public static StrictestPolicy ofRow(Row row) {
        Requirement requirement =
                new Requirement(row.flag("policy_required"), row.find("policy_required_from", Instant.class));
        DeviceTrust deviceTrust = row.flag("policy_trusts_devices")
                ? new DeviceTrust(true, Duration.ofSeconds(row.count("policy_trust_lifetime")))
                : DeviceTrust.NOT_ALLOWED;
        return new StrictestPolicy(requirement, deviceTrust, row.flag("policy_satisfied"));
    }
}
