package dev.sallyport.policies.policy;

import static dev.sallyport.testing.AccountPolicies.read;
import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy can say, and how it is read. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicyTest extends OwnedPolicy {

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
            ValidatableResponse saved = save(ada, before.extract().header("ETag"), policy)
                    .statusCode(200)
                    .body("required", equalTo(required))
                    .body("trustedDevices.lifetime", equalTo("P30D"));
            save(ada, saved.extract().header("ETag"), saved.extract().jsonPath().getMap("$"))
                    .statusCode(200);
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
}
