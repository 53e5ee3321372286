package dev.sallyport.selfservice.report;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Reports of sign-ins and changes that the user did not make. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecurityNoticeReportTest extends ReportingUsers {

    @Inject
    Ceremonies ceremonies;

    private long mails(Person user, String kind) {
        return rows.number("select count(*) from mail_outbox where kind = ? and user_id = ?::uuid", kind, user.userId);
    }

    private ValidatableResponse withApp(Person user, String deviceToken) {
        clock.nextStep();
        String challenge = Browsers.signIn(Browsers.PHONE, user, deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("two_factor"))
                .extract()
                .path("challengeToken");
        return Browsers.verify(Browsers.PHONE, challenge, "totp", user.app.codeAt(clock.instant()))
                .statusCode(200);
    }

    @Test
    @DisplayName("[D14] [D15] a user with an app gets one mail for a new device, and its link ends that sign-in alone")
    void a_new_device_of_a_user_with_an_app() {
        Person ada = people.enrolled();
        ValidatableResponse thief = withApp(ada, null);
        String device = thief.extract().path("deviceToken");
        assertThat(device).startsWith("sp_dt_");
        String token = tokenOf(ada, "Sign-in from a new device");
        String next = withApp(ada, device).extract().path("deviceToken");
        assertThat(next)
                .as("each use brings the successor")
                .startsWith("sp_dt_")
                .isNotEqualTo(device);
        assertThat(mails(ada, "new_device")).as("the second time it is known").isOne();

        report(token);
        refused(Api.session(thief.extract().path("accessToken")), 401, "not-authenticated");
        Api.refresh(thief.extract().path("refreshToken")).statusCode(400);
        Api.session(ada.accessToken).statusCode(200);
        refused(Api.signIn(ada.email, People.PASSWORD, next), 403, "password-reset-required");
        resetPassword(ada);
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("[S6] [D4] a device that is recognized skips no second factor")
    void a_recognized_device_skips_nothing() {
        Person ada = people.enrolled();
        String device = withApp(ada, null).extract().path("deviceToken");
        Api.signIn(ada.email, People.PASSWORD, device)
                .statusCode(200)
                .body("status", equalTo("challenge_required"))
                .body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("[D14] the device on which the app was set up is known from then on")
    void the_device_of_the_set_up() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        JsonNode confirmed = Api.read(ceremonies.confirm(ada).statusCode(200));
        String device = confirmed.at("/signIn/deviceToken").asText();
        clock.nextStep();
        String challenge = Api.signIn(ada.email, People.PASSWORD, device)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        Api.verify(challenge, "totp", ada.app.codeAt(clock.instant())).statusCode(200);
        assertThat(mails(ada, "new_device")).isZero();
    }

    @Test
    @DisplayName("[R10] [D15] a sign-in by recovery code sends one mail, whose link ends every session")
    void a_recovery_code() {
        Person ada = people.enrolled();
        Api.verify(people.challengeFor(ada), "recovery_code", ada.recoveryCodes.get(0))
                .statusCode(200);
        assertThat(mails(ada, "new_device")).isZero();
        report(tokenOf(ada, "A recovery code was used"));
        requiresNewPassword(ada);
        assertThat(mails(ada, "password_reset_after_report")).isOne();
        assertThat(mails(ada, "password_reset")).isZero();
    }

    @Test
    @DisplayName("[D15] a report of a new device ends what came after it on devices that were unknown before")
    void what_came_after_a_new_device() {
        Person ada = people.enrolled();
        withApp(ada, null);
        String token = tokenOf(ada, "Sign-in from a new device");
        clock.nextStep();
        String later = withApp(ada, null).extract().path("accessToken");
        report(token);
        refused(Api.session(later), 401, "not-authenticated");
        Api.session(ada.accessToken).statusCode(200);
    }

    @Test
    @DisplayName("[D15] [N7] a link is void for good once the address was given up, also where it comes back")
    void an_address_that_comes_back() {
        Person ada = people.enrolled();
        String token = tokenOf(ada, "Two-factor sign-in is on");
        String former = ada.email;
        ada = moved(ada, "moved-" + System.nanoTime() + "@example.org", 1);
        ceremonies.signInWithApp(ada);
        ada = moved(ada, former, 2);
        report(token);
        assertThat(rows.auditsOf(ada, "sign_in_reported")).isZero();
    }

    @Test
    @DisplayName("[D15] a report of a changed password ends the session that changed it and asks for another one")
    void a_changed_password() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken)
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", "harbour violet 91 tundra"))
                .put("/v1/me/password")
                .then()
                .statusCode(204);
        report(tokenOf(ada, "Your password was changed"));
        refused(Api.session(ada.accessToken), 401, "not-authenticated");
        refused(Api.signIn(ada.email, "harbour violet 91 tundra", null), 403, "password-reset-required");
    }

    @Test
    @DisplayName("[D15] [N7] a link works for the mailbox that the user has now, and no longer once it was given up")
    void links_die_with_their_mailbox() {
        Person ada = people.enrolled();
        withApp(ada, null);
        List<String> before =
                List.of(tokenOf(ada, "Sign-in from a new device"), tokenOf(ada, "Two-factor sign-in is on"));
        String former = ada.email;
        ada = moved(ada, "moved-" + System.nanoTime() + "@example.org", 1);
        before.forEach(SecurityNoticeReportTest::report);

        Api.session(ada.accessToken).statusCode(200);
        Api.signIn(ada.email, People.PASSWORD, null).statusCode(200).body("purpose", equalTo("two_factor"));
        assertThat(rows.auditsOf(ada, "sign_in_reported")).isZero();

        mailbox.awaitMail(former, "Your email address was changed");
        withApp(ada, null);
        report(tokenOf(ada, "Sign-in from a new device"));
        assertThat(rows.auditsOf(ada, "sign_in_reported")).isOne();
    }

    private Person moved(Person user, String email, int code) {
        Api.as(user.accessToken)
                .body(Api.body("email", email, "password", People.PASSWORD))
                .put("/v1/me/email")
                .then()
                .statusCode(202);
        Api.as(user.accessToken)
                .body(Api.body("code", mailbox.awaitCode(email, code)))
                .post("/v1/me/email/confirm")
                .then()
                .statusCode(204);
        return user.at(email);
    }

    @Test
    @DisplayName("[D15] a report of a change is accepted for seven days, and once")
    void a_report_in_time() {
        Person ada = people.enrolled();
        String late = tokenOf(ada, "Two-factor sign-in is on");
        clock.advance(Duration.ofDays(7));
        report(late);
        assertThat(rows.auditsOf(ada, "sign_in_reported")).isZero();

        Person bob = people.enrolled();
        String token = tokenOf(bob, "Two-factor sign-in is on");
        clock.advance(Duration.ofDays(7).minusMinutes(1));
        report(token);
        report(token);
        assertThat(rows.auditsOf(bob, "sign_in_reported")).isOne();
    }
}
