package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Why a device was asked: in the trail, the log and the metrics, and not in the answer. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChallengeReasonsTest {

    @Inject
    People people;

    @Inject
    AccountPolicies policies;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    private static ValidatableResponse signIn(Person person, String deviceToken) {
        return Api.signIn(person.email, People.PASSWORD, deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"));
    }

    /** The fields of an answer: a caller learns nothing from those it has, as long as all have the same. */
    private static List<String> fields(ValidatableResponse answer) {
        List<String> names = new ArrayList<>();
        Api.read(answer).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private double counted(String purpose, String reason) {
        return Optional.ofNullable(meters.find("sallyport.challenges")
                        .tags("purpose", purpose, "reason", reason)
                        .counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private List<String> reasons(Person person) {
        return database
                .list(
                        "select details ->> 'purpose' || ' ' || (details ->> 'reason') as why from audit_event"
                                + " where user_id = ?::uuid and type = 'authn_challenge_opened' order by id",
                        person.userId)
                .stream()
                .map(row -> (String) row.get("why"))
                .toList();
    }

    private String lastReason(Person person) {
        List<String> all = reasons(person);
        return all.get(all.size() - 1);
    }

    @Test
    @DisplayName(
            "[DEVC-06] the reason is in the trail, in the log and in the metric, and the answer is that of any other")
    void the_reason_is_told_to_operators_only() {
        Person ada = people.signedIn();
        double before = counted("device_verification", "changed_version");
        try (LogRecorder log = LogRecorder.open()) {
            ValidatableResponse unknown = signIn(ada, null);
            ValidatableResponse updated =
                    Browsers.signIn(Browsers.UPDATED, ada, ada.deviceToken).statusCode(200);
            assertThat(fields(updated)).isEqualTo(fields(unknown));
            assertThat(updated.extract().asString()).doesNotContain("changed", "version", "reason");
            assertThat(log.trail().stream()
                            .map(line -> line.path("mdc"))
                            .filter(mdc -> ada.userId.equals(mdc.path("userId").asText()))
                            .map(mdc -> mdc.path("details.reason"))
                            .map(JsonNode::asText))
                    .containsExactly("unknown", "changed_version");
        }
        assertThat(lastReason(ada)).isEqualTo("device_verification changed_version");
        assertThat(counted("device_verification", "changed_version")).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("[DEVC-06] a device is unknown without a token, with a forged one and with another user's")
    void an_unknown_device() {
        Person ada = people.signedIn();
        Person bob = people.signedIn();
        for (String token : new String[] {null, "garbage", bob.deviceToken, ada.deviceToken + "A"}) {
            signIn(ada, token);
            assertThat(lastReason(ada)).as("%s", token).isEqualTo("device_verification unknown");
        }
    }

    @Test
    @DisplayName("[DEVC-06] a changed browser, a copied token, and the device that the copy has revoked")
    void a_device_that_is_not_itself() {
        Person ada = people.signedIn();
        Browsers.signIn(Browsers.EDGE, ada, ada.deviceToken).statusCode(200);
        assertThat(lastReason(ada)).isEqualTo("device_verification changed_browser");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).body("status", equalTo("signed_in"));
        clock.advance(Duration.ofSeconds(31));
        signIn(ada, ada.deviceToken);
        assertThat(lastReason(ada)).isEqualTo("device_verification copied");
        signIn(ada, ada.deviceToken);
        assertThat(lastReason(ada)).isEqualTo("device_verification revoked");
    }

    @Test
    @DisplayName("[DEVC-06] a device that its user revoked, and one whose time is over")
    void a_device_that_has_ended() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken).delete("/v1/me/devices").then().statusCode(204);
        signIn(ada, ada.deviceToken);
        assertThat(lastReason(ada)).isEqualTo("device_verification revoked");

        Person bob = people.signedIn();
        clock.advance(Duration.ofDays(30));
        signIn(bob, bob.deviceToken);
        assertThat(lastReason(bob)).isEqualTo("device_verification expired");
    }

    @Test
    @DisplayName("[DEVC-06] a device from before an epoch: two-factor sign-in was turned on since")
    void a_device_from_before_an_epoch() {
        Person ada = people.signedIn();
        String before = ada.deviceToken;
        people.enroll(ada);
        signIn(ada, before);
        assertThat(lastReason(ada)).isEqualTo("two_factor before_epoch");
    }

    @Test
    @DisplayName(
            "[DEVC-06] a recognized device is asked for the second factor, and one that stood in for it since it may not")
    void a_recognized_device_with_a_second_factor() {
        Person ada = people.enrolled();
        policies.trustDevices(ada.accountId, Duration.ofDays(14));
        signIn(ada, verified(ada, false));
        assertThat(lastReason(ada)).isEqualTo("two_factor second_factor");
        String trusted = verified(ada, true);
        policies.forbidDevices(ada.accountId);
        signIn(ada, trusted);
        assertThat(lastReason(ada)).isEqualTo("two_factor trust_withdrawn");
    }

    private String verified(Person person, boolean trustDevice) {
        clock.nextStep();
        return Api.json()
                .body(Api.body(
                        "challengeToken",
                        people.challengeFor(person),
                        "method",
                        "totp",
                        "code",
                        person.app.codeAt(clock.instant()),
                        "trustDevice",
                        trustDevice))
                .post("/v1/sign-in/verify")
                .then()
                .statusCode(200)
                .extract()
                .path("deviceToken");
    }

    @Test
    @DisplayName("[DEVC-06] after too many wrong passwords these are the reason, and only a right one is recorded")
    void after_too_many_wrong_passwords() {
        Person ada = people.newcomer();
        for (int times = 0; times < 10; times++) {
            Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(401);
        }
        Api.signIn(ada.email, People.WRONG_PASSWORD, null).statusCode(200);
        signIn(ada, null);
        Await.await(() -> reasons(ada).size() == 2); // after the answers, and alike for a wrong and a right password
        assertThat(reasons(ada))
                .containsExactly("extra_verification wrong_passwords", "extra_verification wrong_passwords");
    }
}
