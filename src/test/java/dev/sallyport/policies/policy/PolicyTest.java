package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.read;
import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say what an account demands, and how it is said. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyTest {

    /** One owner for all that only looks at the policy: each claim saves what it needs. */
    private static Person owner;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @BeforeEach
    void signInAsOwner() {
        if (owner == null) {
            owner = people.enrolled();
        } else {
            ceremonies.signInWithApp(owner);
        }
    }

    @Test
    void an_account_that_never_said_anything_demands_nothing() {
        Person ada = people.signedIn();

        read(ada)
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("required", equalTo(false))
                .body("gracePeriodEndsAt", nullValue())
                .body("trustedDevices.allowed", equalTo(false))
                .body("trustedDevices.lifetime", equalTo("P30D"))
                .body("enforcedSince", nullValue())
                .body("updatedBy", nullValue())
                .body("updatedAt", nullValue());
    }

    @Test
    @DisplayName(
            "[P4] A date as the end of the grace period lasts until the end of that day in UTC, and is answered so")
    void a_date_is_the_end_of_its_day() {
        LocalDate day = clock.instant()
                .plus(Duration.ofDays(40))
                .atOffset(ZoneOffset.UTC)
                .toLocalDate();

        save(owner, "required", true, "gracePeriodEndsAt", day.toString())
                .statusCode(200)
                .body("gracePeriodEndsAt", equalTo(day + "T23:59:59Z"));
        read(owner).body("gracePeriodEndsAt", equalTo(day + "T23:59:59Z"));

        for (String noDay :
                List.of("2026-02-30", "2026-13-01", "2026-1-1", "20261231", "31.12.2026", "2026-12-31T", "2026")) {
            save(owner, "required", true, "gracePeriodEndsAt", noDay)
                    .statusCode(400)
                    .body("errors[0].field", equalTo("gracePeriodEndsAt"));
        }
        save(owner, "required", false).statusCode(200);
    }

    @Test
    @DisplayName("[P1] [ERAS-05] An account whose erasure has begun takes no policy")
    void an_account_that_is_erased() {
        Person ada = people.enrolled();
        rows.change("update account set erased_at = now() where id = ?::uuid", ada.accountId);
        save(ada, "required", false).statusCode(404);
    }

    @Test
    @DisplayName("[P1] What an owner saves is what is read afterwards")
    void what_is_saved_is_read() {
        String since = clock.instant().toString();
        String end = clock.instant().plus(Duration.ofDays(90)).toString();
        save(owner, "required", false).statusCode(200);

        JsonPath saved = save(
                        owner,
                        "required",
                        true,
                        "gracePeriodEndsAt",
                        end,
                        "trustedDevices",
                        Api.body("allowed", true, "lifetime", "P7D"),
                        "existingSessions",
                        "keep")
                .statusCode(200)
                .body("required", equalTo(true))
                .body("gracePeriodEndsAt", equalTo(end))
                .body("trustedDevices.allowed", equalTo(true))
                .body("trustedDevices.lifetime", equalTo("P7D"))
                .body("enforcedSince", equalTo(since))
                .body("updatedBy", equalTo(owner.userId))
                .body("updatedAt", equalTo(since))
                .body("sessionsEnded", equalTo(0))
                .extract()
                .jsonPath();

        Map<String, Object> expected = saved.getMap("$");
        expected.remove("sessionsEnded");
        assertThat(read(owner).statusCode(200).extract().jsonPath().<String, Object>getMap("$"))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("[P1] [POLI-08] A policy can be sent back as it was read, with one field changed")
    void what_is_read_can_be_sent_back() {
        Person ada = people.enrolled();
        for (boolean required : new boolean[] {true, false}) {
            ValidatableResponse before = read(ada).statusCode(200);
            Map<String, Object> policy = before.extract().jsonPath().getMap("$");
            assertThat(policy).containsEntry("gracePeriodEndsAt", null);
            policy.put("required", required);

            Api.as(ada.accessToken)
                    .body(policy)
                    .post("/v1/accounts/{id}/two-factor-policy/preview", ada.accountId)
                    .then()
                    .statusCode(200);
            save(ada, before.extract().header("ETag"), policy)
                    .statusCode(200)
                    .body("required", equalTo(required))
                    .body("trustedDevices.lifetime", equalTo("P30D"));
        }
    }

    @Test
    @DisplayName("[P1] What a policy says of its last change is ignored, and no other field may be null")
    void what_is_only_read_is_ignored() {
        Person ada = people.enrolled();
        String since = clock.instant().toString();
        save(
                        ada,
                        "required",
                        true,
                        "enforcedSince",
                        "2020-01-01T00:00:00Z",
                        "updatedBy",
                        owner.userId,
                        "updatedAt",
                        "2020-01-01T00:00:00Z")
                .statusCode(200)
                .body("enforcedSince", equalTo(since))
                .body("updatedBy", equalTo(ada.userId))
                .body("updatedAt", equalTo(since));
        for (String field : List.of("trustedDevices", "allowedMethods", "existingSessions")) {
            Map<String, Object> policy = new HashMap<>(Api.body("required", true));
            policy.put(field, null);
            refused(save(ada, "*", policy), 400, "invalid-request").body("errors.field", hasItem(field));
        }
    }

    @Test
    @DisplayName(
            "[POLI-01] [P2] [S13] Only owners and admins set it, with two-factor sign-in of their own, just proved")
    void who_may_set_it() {
        Map<String, Object> body = Api.body("required", true);
        Person member = people.signedIn(people.memberOf(owner, "member"));
        refused(save(member, "\"0\"", body), 403, "forbidden");
        refused(read(member), 403, "forbidden");

        Person admin = people.signedIn(people.memberOf(owner, "admin"));
        String version = read(admin).statusCode(200).extract().header("ETag");
        refused(save(admin, version, body), 409, "own-two-factor-missing");
        String withPasswordOnly = admin.accessToken;
        ceremonies.signInAgain(admin);
        ceremonies.start(admin);
        String raised = Api.as(admin.accessToken)
                .body(Api.body("code", admin.app.codeAt(clock.instant()), "endOtherSessions", false))
                .post("/v1/me/authenticators/{id}/confirm", admin.authenticatorId)
                .then()
                .statusCode(200)
                .extract()
                .path("signIn.accessToken");
        admin.accessToken = withPasswordOnly;
        refused(save(admin, version, body), 401, "step-up-required")
                .header("WWW-Authenticate", containsString("acr_values=\"2fa\""));
        admin.accessToken = raised;
        save(admin, version, body).statusCode(200).body("updatedBy", equalTo(admin.userId));

        Person stranger = people.enrolled();
        refused(save(stranger, owner.accountId, "\"0\"", body), 404, "not-found");
        refused(read(stranger, owner.accountId), 404, "not-found");
    }

    @Test
    @DisplayName("[POLI-08] A change names the version that it changes")
    void a_change_names_its_version() {
        Map<String, Object> body = Api.body("required", false);
        String version = read(owner).extract().header("ETag");

        refused(save(owner, null, body), 428, "precondition-required");
        refused(save(owner, "W/" + version, body), 412, "precondition-failed");
        refused(save(owner, version.replace("\"", ""), body), 412, "precondition-failed");
        String next = save(owner, "\"77\", " + version, body)
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(next).isNotEqualTo(version);
        assertThat(read(owner).extract().header("ETag")).isEqualTo(next);
        refused(save(owner, version, body), 412, "precondition-failed");
    }

    @Test
    @DisplayName("[POLI-08] Of many changes to one version one is made, also of a policy's first ones")
    void of_many_changes_one_is_made() {
        Person ada = people.enrolled();
        for (String version : List.of("\"0\"", "\"1\"")) {
            List<Integer> statuses = AtOnce.run(
                    50,
                    () -> save(ada, version, Api.body("required", false))
                            .extract()
                            .statusCode());

            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 412).hasSize(49);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-1", "2026-12-01T10:00:00", "1795433101", "tomorrow", "", "P30D"})
    @DisplayName("[POLI-02] The end is a calendar date, or an instant with its offset from UTC")
    void the_date_is_an_instant(String date) {
        Map<String, Object> body = Api.body("required", true, "gracePeriodEndsAt", date);

        refused(save(owner, "*", body), 400, "invalid-request").body("errors.field", hasItem("gracePeriodEndsAt"));
    }

    @Test
    @DisplayName("[POLI-02] A date in the past means now, and one more than 90 days ahead is refused")
    void the_limits_of_the_date() {
        Instant limit = clock.instant().plus(Duration.ofDays(90));
        save(owner, "required", true, "gracePeriodEndsAt", limit.toString()).statusCode(200);
        refused(
                save(
                        owner,
                        "required",
                        true,
                        "gracePeriodEndsAt",
                        limit.plusSeconds(1).toString()),
                422,
                "rule-violated");
        refused(save(owner, "required", true, "gracePeriodEndsAt", "+1000000-01-01T00:00:00Z"), 422, "rule-violated");

        String now = clock.instant().toString();
        save(owner, "required", true, "gracePeriodEndsAt", "2001-01-01T00:00:00Z")
                .statusCode(200)
                .body("gracePeriodEndsAt", equalTo(now));
        clock.advance(Duration.ofSeconds(20));
        save(owner, "required", true, "gracePeriodEndsAt", now).statusCode(200).body("gracePeriodEndsAt", equalTo(now));
        save(owner, "required", false).statusCode(200).body("enforcedSince", nullValue());
    }

    @Test
    void a_lifetime_of_trusted_devices_is_1_to_365_days() {
        for (String lifetime : List.of("PT23H", "P366D", "-P1D", "PT0S")) {
            refused(
                    save(owner, "required", false, "trustedDevices", Api.body("allowed", true, "lifetime", lifetime)),
                    422,
                    "rule-violated");
        }
        refused(
                save(owner, "required", false, "trustedDevices", Api.body("allowed", true, "lifetime", 30)),
                400,
                "invalid-request");
    }

    @Test
    @DisplayName("[POLI-05] [POLI-08] A policy knows nothing of single users: unknown fields are refused")
    void unknown_fields_are_refused() {
        for (String field : List.of("skipSetup", "exempt", "userId", "accountId", "sessionsEnded")) {
            refused(save(owner, "required", true, field, "x"), 400, "invalid-request");
        }
    }

    @Test
    @DisplayName("[POLI-08] It touches one account only, and never turns a user's own two-factor sign-in off")
    void it_touches_one_account() {
        Person other = people.enrolled();
        save(owner, "required", true, "existingSessions", "clear").statusCode(200);
        save(owner, "required", false).statusCode(200);

        read(other).statusCode(200).header("ETag", "\"0\"").body("required", equalTo(false));
        Api.signIn(owner.email, People.PASSWORD, null).body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("[LOGS-04] [P16] A change is on the record with who made it, and the old and the new values")
    void a_change_is_on_the_record() {
        Person ada = people.enrolled();
        save(ada, "required", true).statusCode(200);
        save(ada, "required", false, "trustedDevices", Api.body("allowed", true))
                .statusCode(200);

        String details = rows.text(
                "select details::text from audit_event where account_id = ?::uuid"
                        + " and type = 'two_factor_policy_changed' and actor_id = ? order by id desc",
                ada.accountId,
                ada.userId);
        assertThat(JsonPath.from(details).getBoolean("from.required")).isTrue();
        assertThat(JsonPath.from(details).getBoolean("to.required")).isFalse();
        assertThat(JsonPath.from(details).getBoolean("from.trustedDevicesAllowed"))
                .isFalse();
        assertThat(JsonPath.from(details).getBoolean("to.trustedDevicesAllowed"))
                .isTrue();
    }
}
