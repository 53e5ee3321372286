package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MainJobTest {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Test
    void an_unknown_device_needs_the_code_from_the_mailbox_and_is_recognized_afterwards() {
        Person ada = people.signedIn();
        Api.session(ada.accessToken).statusCode(200).body("acr", equalTo("1fa")).body("amr", contains("pwd", "email"));

        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .body("deviceToken", notNullValue());
    }

    @Test
    void with_an_authenticator_sign_in_takes_a_code_from_the_app() {
        Person ada = people.enrolled();
        assertThat(ada.recoveryCodes).hasSize(10);

        String challenge = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("two_factor"))
                .body("methods", contains("totp", "recovery_code", "paper_key"))
                .body("accessToken", nullValue())
                .extract()
                .path("challengeToken");
        String token = Api.verify(challenge, "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("accessToken");
        Api.session(token).statusCode(200).body("acr", equalTo("2fa")).body("amr", contains("pwd", "otp", "mfa"));
    }
}
