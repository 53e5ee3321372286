package dev.sallyport.selfservice.report;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecurityNoticeReportTest {

    private static final String NEW = "copper lantern 7 estuary";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** The token in the newest mail with this subject. */
    private String tokenOf(Person user, String subject) {
        mailbox.awaitMail(user.email, subject);
        String text = mailbox.mailsTo(user.email).stream()
                .filter(mail -> subject.equals(Mailbox.subject(mail)))
                .reduce((first, second) -> second)
                .map(Mailbox::text)
                .orElseThrow();
        return text.replaceAll("(?s).*#(sp_nd_[A-Za-z0-9._-]+).*", "$1");
    }

    private long mails(Person user, String kind) {
        return rows.number("select count(*) from mail_outbox where kind = ? and user_id = ?::uuid", kind, user.userId);
    }

    private static void report(String token) {
        Api.json().body(Api.body("token", token)).post("/v1/report").then().statusCode(204);
    }

    private void resetPassword(Person user) {
        Api.json()
                .body(Api.body("token", mailbox.awaitToken(user.email, "sp_pr_", 1), "password", NEW))
                .post("/v1/password/reset")
                .then()
                .statusCode(204);
    }

    private static String firstStep(Person user, String password) {
        return Api.signIn(user.email, password, null).statusCode(200).extract().path("challengeToken");
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

    private TotpApp bind(Person user, String replaces) {
        JsonNode pending = Api.read(Api.as(user.accessToken)
                .body(Api.body("name", "Tablet", "replaces", replaces))
                .post("/v1/me/authenticators")
                .then()
                .statusCode(201));
        TotpApp app = new TotpApp(pending.path("secret").asText());
        user.accessToken = Api.read(
                        Api.confirm(user.accessToken, pending.path("id").asText(), app.codeAt(clock.instant()))
                                .statusCode(200))
                .at("/signIn/accessToken")
                .asText();
        return app;
    }

    private void requiresNewPassword(Person user) {
        refused(Api.session(user.accessToken), 401, "not-authenticated");
        refused(Api.signIn(user.email, People.PASSWORD, null), 403, "password-reset-required");
        resetPassword(user);
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
        Api.signIn(ada.email, NEW, null).statusCode(200).body("purpose", equalTo("two_factor"));
    }

    @Test
    @DisplayName("[S6] [D4] a device that is recognised skips no second factor")
    void a_recognised_device_skips_nothing() {
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
    }

    @Test
    @DisplayName("[D15] an authenticator that the user did not add is taken away, and the others stay")
    void an_added_authenticator() {
        Person ada = people.enrolled();
        TotpApp foreign = bind(ada, null);
        report(tokenOf(ada, "An authenticator app was added"));
        requiresNewPassword(ada);

        clock.nextStep();
        refused(Api.verify(firstStep(ada, NEW), "totp", foreign.codeAt(clock.instant())), 401, "invalid-code");
        String session = Api.verify(firstStep(ada, NEW), "totp", ada.app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .path("accessToken");
        Api.as(session).get("/v1/me/two-factor").then().body("authenticators", hasSize(1));
    }

    @Test
    @DisplayName("[D15] two-factor sign-in that the user did not turn on is off again, codes and paper key with it")
    void two_factor_sign_in_that_was_turned_on() {
        Person ada = people.enrolled();
        report(tokenOf(ada, "Two-factor sign-in is on"));
        requiresNewPassword(ada);
        Api.signIn(ada.email, NEW, null).statusCode(200).body("purpose", equalTo("device_verification"));
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[D15] two-factor sign-in that was turned on is off again also where its app was replaced since")
    void what_became_of_the_app() {
        Person ada = people.enrolled();
        bind(ada, ada.authenticatorId);
        report(tokenOf(ada, "Two-factor sign-in is on"));
        requiresNewPassword(ada);
        Api.signIn(ada.email, NEW, null).statusCode(200).body("purpose", equalTo("device_verification"));
    }

    @Test
    @DisplayName("[D15] [R12] a report of an added authenticator turns nothing off if it is the last one now")
    void an_added_authenticator_that_is_the_last() {
        Person ada = people.enrolled();
        String first = ada.authenticatorId;
        TotpApp second = bind(ada, null);
        Api.as(ada.accessToken)
                .delete("/v1/me/authenticators/{id}", first)
                .then()
                .statusCode(204);
        report(tokenOf(ada, "An authenticator app was added"));
        requiresNewPassword(ada);

        clock.nextStep();
        Api.signIn(ada.email, NEW, null).statusCode(200).body("purpose", equalTo("two_factor"));
        refused(Api.verify(firstStep(ada, NEW), "totp", second.codeAt(clock.instant())), 401, "invalid-code");
        Api.verify(firstStep(ada, NEW), "recovery_code", ada.recoveryCodes.get(4))
                .statusCode(200);
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
    @DisplayName("[D15] [R12] a replaced authenticator accepts no more codes, and the mailbox alone turns nothing off")
    void a_replaced_authenticator() {
        Person ada = people.enrolled();
        TotpApp foreign = bind(ada, ada.authenticatorId);
        report(tokenOf(ada, "Your authenticator app was replaced"));
        requiresNewPassword(ada);

        clock.nextStep();
        Api.signIn(ada.email, NEW, null).statusCode(200).body("purpose", equalTo("two_factor"));
        refused(Api.verify(firstStep(ada, NEW), "totp", foreign.codeAt(clock.instant())), 401, "invalid-code");
        Api.verify(firstStep(ada, NEW), "recovery_code", ada.recoveryCodes.get(3))
                .statusCode(200);
    }

    @Test
    @DisplayName("[D15] recovery codes and a paper key that the user did not make stop working")
    void new_ways_back() {
        Person ada = people.enrolled();
        List<String> codes = new ArrayList<>();
        Api.read(Api.as(ada.accessToken).post("/v1/me/recovery-codes").then().statusCode(201))
                .path("codes")
                .forEach(code -> codes.add(code.asText()));
        report(tokenOf(ada, "You have new recovery codes"));
        requiresNewPassword(ada);
        refused(Api.verify(firstStep(ada, NEW), "recovery_code", codes.get(0)), 401, "invalid-code");

        Person bob = people.enrolled();
        String key = Api.as(bob.accessToken)
                .post("/v1/me/paper-key")
                .then()
                .statusCode(201)
                .extract()
                .path("paperKey");
        report(tokenOf(bob, "You have a new paper key"));
        requiresNewPassword(bob);
        refused(Api.verify(firstStep(bob, NEW), "paper_key", key), 401, "invalid-code");
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
