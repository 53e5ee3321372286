package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.SallyportResource;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people know and hold, looked for wherever the service writes. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NoSecretsTest {

    private static final Pattern ADDRESS = Pattern.compile("[a-z]+://[^\\s\"'<>]+");

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final List<Response> answers = new ArrayList<>();

    private Response keep(Response answer) {
        answers.add(answer);
        return answer;
    }

    private static void addToken(Secrets secrets, String token) {
        // Behind the prefix, and behind the ids that a token may begin with.
        String random = token.replaceFirst("^sp_[a-z]{2}_", "").replaceFirst("^.*\\.", "");
        boolean beginsWithKeyId = token.startsWith("sp_");
        secrets.add(token).addSlices(beginsWithKeyId ? random.substring(6) : random, 12);
    }

    /** Everything that a person does, with right and with wrong secrets, and all the secrets of it. */
    private Secrets everything() {
        Person ada = people.newcomer();
        Secrets secrets = new Secrets()
                .add(People.PASSWORD)
                .add("a wrong password of ada")
                .add(SallyportResource.CLIENT_SECRET);
        Api.signIn(ada.email, "a wrong password of ada", null).statusCode(401);
        String challenge = people.challengeFor(ada);
        addToken(secrets, challenge);
        String code = mailbox.awaitCode(ada.email, 1);
        secrets.addCode(code);
        Api.verify(challenge, "email_code", code.equals("918273") ? "918274" : "918273")
                .statusCode(401);
        secrets.addCode("918273");
        Response in = Api.verify(challenge, "email_code", code).extract().response();
        String access = in.path("accessToken");
        addToken(secrets, access);
        addToken(secrets, in.path("refreshToken"));
        addToken(secrets, in.path("deviceToken"));
        Response again = Api.signIn(ada.email, People.PASSWORD, in.path("deviceToken"))
                .extract()
                .response();
        addToken(secrets, again.path("deviceToken"));
        Response pending = Api.startEnrollment(access).extract().response();
        secrets.addSlices(pending.path("secret"), 12).addSlices(pending.path("paperKey"), 12);
        secrets.add(pending.path("otpauthUri"));
        TotpApp app = new TotpApp(pending.path("secret"));
        secrets.addCode(app.wrongCodeAt(clock.instant())).addCode(app.codeAt(clock.instant()));
        Api.confirm(access, pending.path("id"), app.wrongCodeAt(clock.instant()))
                .statusCode(401);
        Response active = Api.confirm(access, pending.path("id"), app.codeAt(clock.instant()))
                .extract()
                .response();
        active.<List<String>>path("recoveryCodes")
                .forEach(recovery ->
                        secrets.add(recovery).add(recovery.replace("-", "")).add(recovery.toLowerCase(Locale.ROOT)));
        addToken(secrets, active.path("signIn.accessToken"));
        clock.nextStep();
        String second = people.challengeFor(ada);
        addToken(secrets, second);
        secrets.addCode(app.codeAt(clock.instant()));
        Response strong = Api.verify(second, "totp", app.codeAt(clock.instant()))
                .statusCode(200)
                .extract()
                .response();
        addToken(secrets, strong.path("accessToken"));
        Api.as(strong.<String>path("accessToken") + "x")
                .get("/v1/session")
                .then()
                .statusCode(401);
        Api.json()
                .auth()
                .preemptive()
                .basic("x", SallyportResource.CLIENT_SECRET)
                .body("{")
                .post("/v1/accounts");
        Api.json()
                .body("{\"email\":\"a\",\"password\":\"" + People.PASSWORD + "\"")
                .post("/v1/sign-in");
        return secrets;
    }

    @Test
    @DisplayName("[LOGS-01] no secret is in a log line, an audit row or a metric, nor a piece of one")
    void no_secret_is_written() {
        Secrets secrets;
        String logged;
        try (LogRecorder log = LogRecorder.open()) {
            secrets = everything();
            logged = String.join("", log.lines());
        }
        assertThat(logged).contains("two_factor_enabled", "authn_code_fail");
        secrets.assertAbsentFrom("the log", logged);
        secrets.assertAbsentFrom("the audit trail", database.dump("audit_event"));
        secrets.assertAbsentFrom("the outbox", database.dump("mail_outbox"));
        secrets.assertAbsentFrom("the database", database.dump());
        secrets.assertAbsentFrom("the metrics", metrics());
    }

    @Test
    @DisplayName(
            "[MAIL-07] the code is in no answer, header, log line or metric, and no address in the mail opens anything")
    void the_code_is_in_the_mail_only() {
        Secrets codes = new Secrets();
        String logged;
        Person ada = people.newcomer();
        try (LogRecorder log = LogRecorder.open()) {
            for (int number = 1; number <= 5; number++) {
                Response opened = keep(
                        Api.signIn(ada.email, People.PASSWORD, null).extract().response());
                String challenge = opened.path("challengeToken");
                String code = mailbox.awaitCode(ada.email, number);
                codes.addCode(code);
                Map<String, Object> wrong = Api.body("challengeToken", challenge, "method", "totp", "code", code);
                keep(Api.json().body(wrong).post("/v1/sign-in/verify"));
                keep(Api.resend(challenge).extract().response());
                keep(Api.verify(challenge, "email_code", code)
                        .statusCode(200)
                        .extract()
                        .response());
                keep(Api.verify(challenge, "email_code", code)
                        .statusCode(401)
                        .extract()
                        .response());
                assertNoAddressStandsBeside(code, ada);
            }
            logged = String.join("", log.lines());
        }
        for (Response answer : answers) {
            codes.assertAbsentFrom("an answer", answer.headers() + "\n" + answer.asString());
        }
        codes.assertAbsentFrom("the log", logged);
        codes.assertAbsentFrom("the metrics", metrics());
        assertThat(answers).hasSize(25);
    }

    private String metrics() {
        return RestAssured.get(metrics).then().statusCode(200).extract().asString();
    }

    /** A code is typed in, never clicked. */
    private void assertNoAddressStandsBeside(String code, Person person) {
        assertThat(mailbox.mailsTo(person.email))
                .extracting(Mailbox::text)
                .filteredOn(mail -> mail.contains("    " + code))
                .isNotEmpty()
                .noneMatch(mail -> ADDRESS.matcher(mail).find());
    }

    @Test
    @DisplayName("[MAIL-07] the address is shown masked, and only after the right password")
    void the_address_is_masked() {
        Person ada = people.newcomer();
        String hint = Api.signIn(ada.email, People.PASSWORD, null).extract().path("emailHint");
        assertThat(hint).startsWith("u•").endsWith(".org").doesNotContain("ser", "example");
        String refused =
                Api.signIn(ada.email, "not " + People.PASSWORD, null).extract().asString();
        assertThat(refused).doesNotContain("@", "emailHint");
    }

    @Test
    @DisplayName("[LOGS-05] no line of the log holds an email address")
    void no_address_is_logged() {
        Person ada = people.newcomer();
        try (LogRecorder log = LogRecorder.open()) {
            Api.signIn(ada.email, "wrong", null).statusCode(401);
            people.challengeFor(ada);
            mailbox.awaitMailsTo(ada.email, 1);
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(ada.email));
        }
    }
}
