package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrollmentLogTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Test
    @DisplayName(
            "[E10] [ENRL-06] From start to sign-in no key, code or token reaches the log, whether it went well or not")
    void nothing_secret_is_logged() {
        try (RecordedLog log = RecordedLog.open()) {
            Person ada = people.signedIn();
            JsonPath pending = ceremonies.start(ada);
            String wrong = ada.app.wrongCodeAt(clock.instant());
            refused(Api.confirm(ada.accessToken, ada.authenticatorId, wrong), 401, "invalid-code");
            String confirming = ada.app.codeAt(clock.instant());
            JsonPath active = ceremonies.confirm(ada).statusCode(200).extract().jsonPath();
            refused(
                    Api.confirm(active.getString("signIn.accessToken"), ada.authenticatorId, confirming),
                    409,
                    "already-confirmed");
            clock.nextStep();
            String challenge = people.challengeFor(ada);
            refused(Api.verify(challenge, "totp", wrong), 401, "invalid-code");
            refused(Api.verify(challenge, "totp", "12 34"), 400, "invalid-request");
            String code = ada.app.codeAt(clock.instant());
            JsonPath signedIn = Api.verify(challenge, "totp", code)
                    .statusCode(200)
                    .extract()
                    .jsonPath();

            assertThat(log.text())
                    .contains("enrollment_started", "enrollment_code_fail", "two_factor_enabled", "authn_code_fail")
                    .doesNotContain(pending.getString("secret"), "otpauth:", ada.paperKey)
                    .doesNotContain(List.of(challenge, ada.accessToken, ada.refreshToken, ada.deviceToken))
                    .doesNotContain(active.getList("recoveryCodes", String.class))
                    .doesNotContain(active.getString("signIn.accessToken"), active.getString("signIn.refreshToken"))
                    .doesNotContain(signedIn.getString("accessToken"), signedIn.getString("refreshToken"))
                    .doesNotContainPattern(
                            "(?<![0-9a-fA-F-])(" + wrong + "|" + confirming + "|" + code + ")(?![0-9a-fA-F-])")
                    .doesNotContain(People.PASSWORD);
        }
    }
}
