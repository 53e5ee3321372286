package dev.sallyport.support;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The code that an agent gives to a user for one second step. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccessCodeTest extends IssuedAccessCodes {

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    private void assertEnded(Person user, String code) {
        String challenge = people.challengeFor(user);
        Api.challenge(challenge).body("methods", not(hasItem("access_code")));
        refused(Api.verify(challenge, "access_code", code), 401, "invalid-code");
    }

    @Test
    @DisplayName("[SUPP-06] a code is the second step of one sign-in, and the user gets two mails about it")
    void a_code_signs_the_user_in_once() {
        Person agent = desk.agent();
        Person ada = ada();
        Api.challenge(people.challengeFor(ada)).body("methods", not(hasItem("access_code")));

        String code = issue(agent, ada);

        assertThat(code).matches("[0-9]{4}-[0-9]{4}");
        List<String> texts =
                mailbox.awaitMailsTo(ada.email, 3).stream().map(Mailbox::text).toList();
        assertThat(texts.get(2))
                .contains("Support has issued an access code", "Reference: ", "/v1/report#sp_nd_")
                .doesNotContain(code, code.replace("-", ""), agent.email, SupportDesk.REASON, "127.0.0.1");
        assertThat(desk.trail(ada, "access_code_issued", "success"))
                .singleElement()
                .asString()
                .startsWith(agent.userId + " 127.0.0.1")
                .contains(SupportDesk.REASON, "video_call")
                .doesNotContain(code, code.replace("-", ""));

        String challenge = people.challengeFor(ada);
        Api.challenge(challenge).body("methods", hasItem("access_code"));
        String token = Api.verify(challenge, "access_code", " " + code + " ")
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .path("accessToken");

        Api.session(token).body("acr", equalTo("2fa")).body("amr", contains("pwd", "access_code", "mfa"));
        mailbox.awaitMail(ada.email, "An access code from support was used");
        assertThat(desk.trail(ada, "access_code_used", "success")).hasSize(1);
        assertEnded(ada, code);
    }

    @Test
    @DisplayName("[SUPP-06] a code ends after ten minutes, with the next one, and with every new epoch of the user")
    void what_ends_a_code() {
        Person agent = desk.agent();
        Person ada = ada();
        String first = issue(agent, ada);
        String second = issue(agent, ada);
        if (!first.equals(second)) {
            refused(Api.verify(people.challengeFor(ada), "access_code", first), 401, "invalid-code");
        }
        clock.advance(Duration.ofMinutes(10));
        assertEnded(ada, second);

        Person eve = ada();
        Person colleague = desk.agent();
        String before = issue(colleague, eve);
        Api.as(eve.accessToken)
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", People.NEW_PASSWORD))
                .put("/v1/me/password")
                .then()
                .statusCode(204);
        String challenge = Api.signIn(eve.email, People.NEW_PASSWORD, null)
                .statusCode(200)
                .body("methods", not(hasItem("access_code")))
                .extract()
                .path("challengeToken");
        refused(Api.verify(challenge, "access_code", before), 401, "invalid-code");
        issue(colleague, eve);
        SupportDesk.reset(colleague.accessToken, eve.userId).statusCode(200);
        assertThat(rows.number("select count(*) from access_code where user_id = ?::uuid", eve.userId))
                .isZero();
    }

    @Test
    @DisplayName("[SUPP-06] the code of another user is refused, and is not used up")
    void it_is_for_its_own_user() {
        Person agent = desk.agent();
        Person ada = ada();
        Person eve = ada();
        String code = issue(agent, ada);
        refused(Api.verify(people.challengeFor(eve), "access_code", code), 401, "invalid-code");
        refused(Api.verify("sp_ch_unknown", "access_code", code), 401, "challenge-expired");
        signInWith(ada, code);
    }

    @Test
    @DisplayName("[SUPP-06] wrong codes count like wrong codes of every kind, and a hundred end the code")
    void guesses_count() {
        Person ada = ada();
        String code = issue(desk.agent(), ada);
        String challenge = people.challengeFor(ada);
        refused(Api.verify(challenge, "access_code", "1234"), 400, "invalid-request");
        refused(Api.verify(challenge, "access_code", Guesses.otherThan(code)), 401, "invalid-code")
                .body("attemptsLeft", equalTo(4));
        assertThat(rows.number(
                        "select count(*) from failed_attempts where failures = 1 and user_id = ?::uuid", ada.userId))
                .isOne();
        rows.change("update failed_attempts set consecutive_failures = 99 where user_id = '" + ada.userId + "'");
        Api.verify(challenge, "access_code", Guesses.otherThan(code)).statusCode(401);
        assertThat(rows.number("select count(*) from access_code where user_id = ?::uuid", ada.userId))
                .isZero();
    }

    @Test
    @DisplayName("[SUPP-06] [THRT-04] after too many wrong passwords a code is the second proof, too")
    void a_blind_sign_in() {
        Person ada = ada();
        String code = issue(desk.agent(), ada);
        for (int wrong = 0; wrong < 10; wrong++) {
            Api.signIn(ada.email, "not the password", null);
        }
        String challenge = Api.signIn(ada.email, People.PASSWORD, null)
                .statusCode(200)
                .body("purpose", equalTo("extra_verification"))
                .extract()
                .path("challengeToken");
        refused(Api.verify(challenge, "access_code", Guesses.otherThan(code)), 401, "invalid-code");
        Api.verify(challenge, "access_code", code).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[SUPP-06] who gives no code, and who gets none")
    void the_rules_of_resets() {
        Person agent = desk.agent();
        Person owner = desk.owner();
        Person ada = ada();

        refused(request(ada.accessToken, owner.userId), 403, "forbidden");
        refused(request(agent.accessToken, agent.userId), 403, "forbidden");
        refused(request(agent.accessToken, desk.agent().userId), 403, "forbidden");
        refused(request(agent.accessToken, owner.userId), 403, "forbidden");
        assertThat(desk.trail(owner, "access_code_issued", "refused")).hasSize(1);
        refused(request(agent.accessToken, UUID.randomUUID().toString()), 404, "not-found");
        refused(request(agent.accessToken, people.newMember().userId), 409, "conflict");
        refused(
                Api.as(agent.accessToken)
                        .body(Api.body("reason", "short", "identityCheck", "video_call"))
                        .post("/v1/support/users/{id}/access-code", ada.userId)
                        .then(),
                400,
                "invalid-request");
        for (int number = 0; number < 3; number++) {
            issue(agent, ada);
        }
        refused(request(agent.accessToken, ada.userId), 429, "too-many-requests");
    }

    @Test
    @DisplayName("[SUPP-06] neither the database nor the log holds a code")
    void codes_are_stored_hashed() {
        try (LogRecorder log = LogRecorder.open()) {
            Person ada = ada();
            String code = issue(desk.agent(), ada);
            signInWith(ada, code);
            String next = issue(desk.agent(), ada);
            for (String shown : List.of(code, next)) {
                Secrets secrets = new Secrets().add(shown).add(shown.replace("-", ""));
                secrets.assertAbsentFrom("database", rows.dump());
                secrets.assertAbsentFrom("log", String.join("\n", log.lines()));
            }
        }
    }
}
