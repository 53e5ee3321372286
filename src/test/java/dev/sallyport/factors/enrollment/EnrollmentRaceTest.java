package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import dev.sallyport.testing.TotpApp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnrollmentRaceTest {

    private static final int TIMES = 20;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    @Inject
    Tokens tokens;

    @Test
    @DisplayName("[RACE-07] Of twenty starts at once one can be confirmed, with its paper key, and makes the one app")
    void twenty_starts_leave_one_pending() {
        Person ada = people.signedIn();

        List<JsonPath> pending = AtOnce.run(
                TIMES,
                () -> Api.startEnrollment(ada.accessToken)
                        .statusCode(201)
                        .extract()
                        .jsonPath());
        assertThat(pending).extracting(each -> each.getString("secret")).doesNotHaveDuplicates();
        assertThat(statuses(ada)).containsExactly("pending");
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isOne();

        String token = strongToken(ada);
        List<Response> answers = AtOnce.run(TIMES, number -> () -> confirm(token, pending.get(number)));
        List<Response> winners =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 410);
        JsonPath winner = pending.get(answers.indexOf(winners.get(0)));
        assertOneOfEverything(ada, winners.get(0));
        assertThat(rows.text(
                        "select encode(hash, 'hex') from paper_key where active and user_id = ?::uuid", ada.userId))
                .isEqualTo(rows.text("select encode(sha256(?), 'hex')", (Object)
                        winner.getString("paperKey").getBytes()));
    }

    @Test
    @DisplayName("[RACE-07] Of twenty confirmations with one code one gets the recovery codes, the others 409")
    void twenty_confirmations_give_one_set_of_codes() {
        Person ada = people.signedIn();
        JsonPath pending = ceremonies.start(ada);
        String token = strongToken(ada);

        List<Response> answers = AtOnce.run(TIMES, () -> confirm(token, pending));

        List<Response> winners =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(winners).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(TIMES - 1)
                .allSatisfy(answer -> assertThat(answer.asString())
                        .contains("already-confirmed")
                        .doesNotContain("recoveryCodes"));
        assertOneOfEverything(ada, winners.get(0));
    }

    /** Of level 2fa already, so that none is sent to step-up because another was quicker. */
    private String strongToken(Person person) {
        return tokens.issue(person, AssuranceLevel.TWO_FACTOR, 0);
    }

    @Test
    @DisplayName("[RACE-07] Twenty set-ups that start and confirm at once end with one app and one set of codes")
    void twenty_set_ups_make_one_app() {
        Person ada = people.signedIn();

        List<Response> answers = AtOnce.run(TIMES, () -> {
            Response started = Api.startEnrollment(ada.accessToken).extract().response();
            return started.statusCode() == 201 ? confirm(ada.accessToken, started.jsonPath()) : started;
        });

        assertThat(answers)
                .extracting(Response::statusCode)
                .containsOnlyOnce(200)
                .allMatch(status -> status < 500);
        assertThat(statuses(ada)).containsOnlyOnce("active");
        Response winner = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .findFirst()
                .orElseThrow();
        assertOneOfEverything(ada, winner);
    }

    @Test
    @DisplayName(
            "[ENRL-09] A session that is ended while its confirmation runs gets no app, no codes and no new session")
    void an_ended_session_confirms_nothing() {
        Person ada = people.signedIn();
        JsonPath pending = ceremonies.start(ada);
        rows.change("""
                create function end_for_test() returns trigger language plpgsql as $$
                begin
                    update session set ended_at = now() where user_id = new.user_id;
                    return new;
                end $$;
                create trigger end_for_test after update on failed_attempts
                    for each row when (new.user_id = '%s') execute function end_for_test()
                """.formatted(ada.userId)); // the verified attempt is refunded there, before the codes are hashed
        try {
            refused(
                    Api.confirm(ada.accessToken, pending.getString("id"), ada.app.codeAt(clock.instant())),
                    401,
                    "not-authenticated");
        } finally {
            rows.change("drop trigger end_for_test on failed_attempts; drop function end_for_test()");
        }

        assertThat(statuses(ada)).containsExactly("pending");
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(rows.number("select count(*) from session where ended_at is null and user_id = ?::uuid", ada.userId))
                .isZero();
    }

    private Response confirm(String token, JsonPath pending) {
        String code = new TotpApp(pending.getString("secret")).codeAt(clock.instant());
        return Api.confirm(token, pending.getString("id"), code).extract().response();
    }

    private List<String> statuses(Person person) {
        return rows.texts("select status from totp_authenticator where user_id = ?::uuid", person.userId);
    }

    private void assertOneOfEverything(Person person, Response winner) {
        assertThat(winner.jsonPath().getList("recoveryCodes")).hasSize(10);
        assertThat(statuses(person)).filteredOn("active"::equals).hasSize(1);
        assertThat(rows.number("select count(*) from recovery_code where user_id = ?::uuid", person.userId))
                .isEqualTo(10);
        assertThat(rows.number("select count(*) from paper_key where active and user_id = ?::uuid", person.userId))
                .isOne();
        assertThat(rows.number(
                        "select count(*) from session where acr = '2fa' and ended_at is null and user_id = ?::uuid",
                        person.userId))
                .isOne();
        assertThat(rows.number(
                        "select count(*) from mail_outbox where kind <> 'email_code' and user_id = ?::uuid",
                        person.userId))
                .isOne();
        assertThat(mailbox.awaitMailsTo(person.email, 2)).hasSize(2);
        Api.session(winner.path("signIn.accessToken")).statusCode(200);
    }
}
