package dev.sallyport.testing;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What accounts demand: asked for through the API by an owner, or put straight into the table. */
@Singleton
public class AccountPolicies {

    private static final String PATH = "/v1/accounts/{id}/two-factor-policy";

    private final Rows rows;
    private final TestClock clock;

    AccountPolicies(Rows rows, TestClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Reads the policy of the person's account. */
    public static ValidatableResponse read(Person person) {
        return read(person, person.accountId);
    }

    public static ValidatableResponse read(Person person, String account) {
        return Api.as(person.accessToken).get(PATH, account).then();
    }

    /** Saves a policy of the person's account, as the version that is there. */
    public static ValidatableResponse save(Person person, Object... namesAndValues) {
        String version = read(person).statusCode(200).extract().header("ETag");
        return save(person, version, Api.body(namesAndValues));
    }

    public static ValidatableResponse save(Person person, String version, Map<String, Object> body) {
        return save(person, person.accountId, version, body);
    }

    public static ValidatableResponse save(Person person, String account, String version, Map<String, Object> body) {
        RequestSpecification request = Api.as(person.accessToken).body(body);
        return (version == null ? request : request.header("If-Match", version))
                .put(PATH, account)
                .then();
    }

    /** Requires two-factor sign-in of the members, at once or from an instant on. */
    public void require(String account, Instant dueAt) {
        put(account, true, dueAt, false, Duration.ofDays(30));
    }

    /** Lets members have devices remembered, and requires nothing. */
    public void trustDevices(String account, Duration lifetime) {
        put(account, false, null, true, lifetime);
    }

    /** Trusts no device, and requires nothing. */
    public void forbidDevices(String account) {
        put(account, false, null, false, Duration.ofDays(30));
    }

    private void put(String account, boolean required, Instant dueAt, boolean trusting, Duration lifetime) {
        rows.change(
                "insert into two_factor_policy (account_id, version, required, grace_period_ends_at, enforced_since,"
                        + " trusted_devices_allowed, trusted_device_lifetime, updated_at)"
                        + " values (?::uuid, 1, ?, ?, ?, ?, ?, ?) on conflict (account_id) do update"
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
