package dev.sallyport.testing;

import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** What accounts demand, put straight into the table: for claims about what follows, not about who may demand it. */
@Singleton
public class AccountPolicies {

    private final Rows rows;
    private final TestClock clock;

    AccountPolicies(Rows rows, TestClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Requires two-factor sign-in of the members, at once or from an instant on. */
    public void require(String account, Instant dueAt) {
        put(account, true, dueAt, false, Duration.ofDays(30));
    }

    /** Lets members have devices remembered, and requires nothing. */
    public void trustDevices(String account, Duration lifetime) {
        put(account, false, null, true, lifetime);
    }

    /** Makes somebody a member of one more account. */
    public void join(Person person, String account) {
        rows.change(
                "insert into membership values (?::uuid, ?::uuid, 'member', ?)",
                person.userId,
                account,
                at(clock.instant()));
    }

    private void put(String account, boolean required, Instant dueAt, boolean trusting, Duration lifetime) {
        rows.change(
                "insert into two_factor_policy (account_id, version, required, grace_period_ends_at, enforced_since,"
                        + " trusted_devices_allowed, trusted_device_lifetime, sso_exempt, updated_at)"
                        + " values (?::uuid, 1, ?, ?, ?, ?, ?, 'always', ?) on conflict (account_id) do update"
                        + " set required = excluded.required, grace_period_ends_at = excluded.grace_period_ends_at,"
                        + " enforced_since = excluded.enforced_since,"
                        + " trusted_devices_allowed = excluded.trusted_devices_allowed,"
                        + " trusted_device_lifetime = excluded.trusted_device_lifetime",
                account,
                required,
                dueAt == null ? null : at(dueAt),
                required ? at(clock.instant()) : null,
                trusting,
                lifetime.toSeconds(),
                at(clock.instant()));
    }

    private static Timestamp at(Instant time) {
        return Timestamp.from(time);
    }
}
