package dev.sallyport.selfservice.report;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Browsers;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.HeldUser;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NewDeviceNoticeTest {

    private static final String REQUIRED = "password-reset-required";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Duration AS_LONG_AS_A_DEVICE = Duration.ofDays(30);

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    HeldUser held;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private static ValidatableResponse report(String token) {
        return Api.json().body(Api.body("token", token)).post("/v1/report").then();
    }

    /** An attacker who knows the password and reads the mailbox signs in on a phone. Their tokens. */
    private JsonPath thief(Person owner) {
        String challenge = Browsers.signIn(Browsers.PHONE, owner, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        return Browsers.verify(Browsers.PHONE, challenge, "email_code", mailbox.awaitCode(owner.email, 2))
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String reportToken(Person owner) {
        return mailbox.awaitToken(owner.email, "sp_nd_", 1);
    }

    private MimeMessage notice(Person owner) {
        return mailbox.awaitMailsTo(owner.email, 3).stream()
                .filter(mail -> Mailbox.text(mail).contains("sp_nd_"))
                .findFirst()
                .orElseThrow();
    }

    private int state(Person person) {
        return rows.number(
                "select count(*) from audit_event where type = 'sign_in_reported' and user_id = ?::uuid",
                person.userId);
    }

    @Test
    @DisplayName("[D14] [NOTI-04] after the code on a new device a mail says when, from where, and by which browser")
    void the_notice() throws Exception {
        Person ada = people.signedIn();
        thief(ada);
        MimeMessage mail = notice(ada);
        assertThat(mail.getSubject()).isEqualTo("Sign-in from a new device");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(Mailbox.text(mail))
                .contains("From: 127.0.0.1, Safari 17 on iOS")
                .contains("(UTC)")
                .contains("/v1/report#sp_nd_")
                .doesNotContain("Mozilla");
        ceremonies.anotherSession(ada);
        assertThat(rows.number(
                        "select count(*) from mail_outbox where kind = 'new_device' and user_id = ?::uuid", ada.userId))
                .as("neither the first device nor a known one is news")
                .isOne();
    }

    @Test
    @DisplayName("[D15] [MAIL-07] [WEB-04] opening the links in mails, or posting nothing to them, changes nothing")
    void following_links_changes_nothing() {
        Person ada = people.signedIn();
        JsonPath thief = thief(ada);
        List<String> links = mailbox.awaitMailsTo(ada.email, 3).stream()
                .flatMap(mail -> LINK.matcher(Mailbox.text(mail)).results().map(MatchResult::group))
                .distinct()
                .toList();
        assertThat(links).isNotEmpty();
        for (String link : links) {
            String path = link.replaceFirst("https?://[^/]+", "").replaceFirst("#.*", "");
            Api.json()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType(containsString("text/html"))
                    .header("Referrer-Policy", equalTo("no-referrer"))
                    .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
            Api.json().head(path).then().statusCode(200);
            Api.json().post(path).then().statusCode(400);
            Api.json().contentType("text/plain").body("{}").post(path).then().statusCode(415);
        }
        Api.session(thief.getString("accessToken")).statusCode(200);
        assertThat(state(ada)).isZero();
        ceremonies.anotherSession(ada);
    }

    @Test
    @DisplayName("[D15] a report ends the session, its refresh token and the device, and nothing else")
    void a_report_ends_the_sign_in() {
        Person ada = people.signedIn();
        JsonPath thief = thief(ada);
        String underWay = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 3);
        report(reportToken(ada)).statusCode(204);

        refused(Api.session(thief.getString("accessToken")), 401, "not-authenticated");
        Api.refresh(thief.getString("refreshToken")).statusCode(400).body("error", equalTo("invalid_grant"));
        refused(Api.verify(underWay, "email_code", code), 401, "challenge-expired");
        Api.session(ada.accessToken).statusCode(200);
        Api.as(ada.accessToken).get("/v1/me/devices").then().body("items.browser", equalTo(List.of("Chrome 140")));
        assertThat(state(ada)).isOne();
    }

    @Test
    @DisplayName("[D15] a report requires a new password: the old one is refused, and only its holder learns why")
    void a_report_requires_a_new_password() {
        Person ada = people.signedIn();
        JsonPath thief = thief(ada);
        report(reportToken(ada)).statusCode(204);

        for (String device : new String[] {null, ada.deviceToken, thief.getString("deviceToken")}) {
            refused(Api.signIn(ada.email, People.PASSWORD, device), 403, "password-reset-required");
        }
        refused(Api.signIn(ada.email, "not " + People.PASSWORD, null), 401, "invalid-credentials");

        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        refused(Api.signIn(ada.email, People.PASSWORD, null), 401, "invalid-credentials");
        for (String device : new String[] {ada.deviceToken, thief.getString("deviceToken")}) {
            Api.signIn(ada.email, People.NEW_PASSWORD, device)
                    .statusCode(200)
                    .body("purpose", equalTo("device_verification"));
        }
    }

    @Test
    @DisplayName("[D15] the old password is refused in a session that continues: only the link sets another one")
    void the_old_password_opens_nothing_inside_a_session() {
        Person ada = people.signedIn();
        thief(ada);
        String elsewhere = ceremonies.anotherSession(ada).getString("accessToken");
        report(reportToken(ada)).statusCode(204);

        refused(act(elsewhere, "POST", "step-up", "method", "password", "password", People.PASSWORD), 403, REQUIRED);
        refused(
                act(
                        elsewhere,
                        "PUT",
                        "password",
                        "currentPassword",
                        People.PASSWORD,
                        "newPassword",
                        People.NEW_PASSWORD),
                403,
                REQUIRED);
        refused(act(elsewhere, "PUT", "email", "password", People.PASSWORD, "email", "x" + ada.email), 403, REQUIRED);
        refused(
                act(elsewhere, "POST", "step-up", "method", "password", "password", People.NEW_PASSWORD),
                401,
                "invalid-credentials");

        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 1), People.NEW_PASSWORD)
                .statusCode(204);
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200);
    }

    private static ValidatableResponse act(String accessToken, String method, String path, Object... body) {
        return Api.as(accessToken)
                .body(Api.body(body))
                .request(method, "/v1/me/" + path)
                .then();
    }

    @Test
    @DisplayName(
            "[D15] strangers who ask for links in the owner's name do not keep the one away that a report promises")
    void strangers_do_not_suppress_the_link() {
        Person ada = people.signedIn();
        thief(ada);
        Api.json()
                .body(Api.body("email", ada.email))
                .post("/v1/password/forgot")
                .then()
                .statusCode(202);
        mailbox.awaitToken(ada.email, "sp_pr_", 1);
        report(reportToken(ada)).statusCode(204);

        Api.setPassword(mailbox.awaitToken(ada.email, "sp_pr_", 2), People.NEW_PASSWORD)
                .statusCode(204);
        Api.signIn(ada.email, People.NEW_PASSWORD, null).statusCode(200);
    }

    @Test
    @DisplayName("[D15] a change of password that the report overtakes does not make the old one good again")
    void a_report_overtakes_a_change_of_password() throws Exception {
        Person ada = people.signedIn();
        Response answer = held.meanwhile(
                ada,
                "update password_credential set reset_required_at = now() where user_id = ?",
                () -> Api.as(ada.accessToken)
                        .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                        .put("/v1/me/password"));
        refused(answer.then(), 401, "invalid-credentials");
        refused(Api.signIn(ada.email, People.PASSWORD, null), 403, REQUIRED);
    }

    @Test
    @DisplayName("[D15] a token works once, of many at once too, and not when it is forged or too old")
    void a_token_works_once() {
        Person ada = people.signedIn();
        thief(ada);
        String token = reportToken(ada);
        String tag = token.substring(token.lastIndexOf('.') + 1);
        for (String bad : List.of(
                "",
                "garbage",
                "sp_nd_",
                token + "A",
                token.replace("sp_nd_", "sp_rc_"),
                token.replace(tag, "A" + tag))) {
            report(bad).statusCode(204);
        }
        assertThat(state(ada)).isZero();

        assertThat(AtOnce.run(50, () -> report(token).extract().statusCode())).containsOnly(204);
        report(token).statusCode(204);
        assertThat(state(ada)).isOne();

        Person bob = people.signedIn();
        thief(bob);
        String late = reportToken(bob);
        clock.advance(AS_LONG_AS_A_DEVICE);
        report(late).statusCode(204);
        assertThat(state(bob)).isZero();
    }
}
