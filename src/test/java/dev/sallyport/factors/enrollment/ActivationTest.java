package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a confirming code changes, and that it changes all of it or nothing. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ActivationTest {

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

    private ValidatableResponse confirm(Person person, boolean endOtherSessions) {
        return Api.as(person.accessToken)
                .body(Api.body("code", person.app.codeAt(clock.instant()), "endOtherSessions", endOtherSessions))
                .post("/v1/me/authenticators/{id}/confirm", person.authenticatorId)
                .then();
    }

    @Test
    @DisplayName("[ENRL-09] Other sessions end at once unless the request says otherwise; the caller's own continues")
    void other_sessions_end() {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        ceremonies.start(ada);
        String own = ceremonies.confirm(ada).statusCode(200).extract().path("signIn.accessToken");

        refused(Api.session(other), 401, "not-authenticated");
        Api.session(own).statusCode(200);
        assertThat(rows.number("select count(*) from session where ended_at is null and user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[ENRL-09] With endOtherSessions true they end, with false they live on at their level")
    void other_sessions_can_be_kept() {
        Person kept = people.signedIn();
        String keptSession = ceremonies.anotherSession(kept).getString("accessToken");
        ceremonies.start(kept);
        confirm(kept, false).statusCode(200);
        Person ended = people.signedIn();
        String endedSession = ceremonies.anotherSession(ended).getString("accessToken");
        ceremonies.start(ended);
        confirm(ended, true).statusCode(200);

        Api.session(keptSession).statusCode(200).body("acr", equalTo("1fa")).body("amr", contains("pwd"));
        refused(Api.session(endedSession), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[ENRL-09] A session that had ended before is not revived by keeping the others")
    void ended_sessions_stay_ended() {
        Person ada = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);
        rows.change("update session set ended_at = now() where id = ?::uuid", other.getString("sessionId"));
        ceremonies.start(ada);
        confirm(ada, false).statusCode(200);

        refused(Api.session(other.getString("accessToken")), 401, "not-authenticated");
    }

    @Test
    @DisplayName("[ENRL-09] Devices are revoked, with or without sessions; the current device is recognized again")
    void devices_are_forgotten() {
        for (boolean endOtherSessions : new boolean[] {true, false}) {
            Person ada = people.signedIn();
            ceremonies.start(ada);
            confirm(ada, endOtherSessions).statusCode(200).body("signIn.deviceToken", notNullValue());

            assertThat(rows.number(
                            "select count(*) from trusted_device where revoked_at is null and not skips_second_factor and user_id = ?::uuid",
                            ada.userId))
                    .isOne();
            Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                    .body("status", equalTo("challenge_required"))
                    .body("deviceToken", nullValue());
        }
    }

    @Test
    @DisplayName("[ENRL-09] [S3] A confirmation sent again is 409 without codes, and the first codes stay")
    void a_replay_shows_no_codes() {
        Person ada = people.enrolled();
        List<String> hashes = recoveryHashes(ada);

        for (int replay = 0; replay < 3; replay++) {
            refused(ceremonies.confirm(ada).body("recoveryCodes", nullValue()), 409, "already-confirmed");
        }

        assertThat(recoveryHashes(ada)).isEqualTo(hashes).hasSize(10);
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[ENRL-09] The user gets exactly one mail about it, without any secret")
    void one_mail_tells_of_it() throws MessagingException {
        Person ada = people.enrolled();
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);

        List<MimeMessage> mails = mailbox.awaitMailsTo(ada.email, 2);

        assertThat(rows.texts("select kind from mail_outbox where user_id = ?::uuid order by id", ada.userId))
                .containsExactly("email_code", "two_factor_enabled", "new_device");
        assertThat(mails.get(1).getSubject()).isEqualTo("Two-factor sign-in is on");
        assertThat(Mailbox.text(mails.get(1)) + Mailbox.raw(mails.get(1)))
                .doesNotContain(ada.paperKey)
                .doesNotContain("otpauth:")
                .doesNotContain(ada.recoveryCodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail_outbox", "audit_event", "recovery_code", "session"})
    @DisplayName(
            "[ENRL-09] [LOGS-05] When one write of the confirmation fails nothing of it has happened, or is quoted")
    void all_or_nothing(String table) {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("accessToken");
        ceremonies.start(ada);
        String before = stateOf(ada);

        refuseWritesTo(table, ada);
        try (RecordedLog log = RecordedLog.open()) {
            ceremonies
                    .confirm(ada)
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:sallyport:problem:internal"))
                    .body("recoveryCodes", nullValue())
                    .body("signIn", nullValue());
            assertThat(stateOf(ada)).isEqualTo(before);
            assertThat(log.text()).contains("refused for a test").doesNotContain(ada.email, Api.BROWSER);
            Api.session(other).statusCode(200).body("acr", equalTo("1fa"));
            Api.session(ada.accessToken).statusCode(200).body("acr", equalTo("1fa"));
        } finally {
            rows.change("drop trigger refuse_for_test on " + table + "; drop function refuse_for_test()");
        }

        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).body("status", equalTo("signed_in"));
        ceremonies.confirm(ada).statusCode(200);
        assertThat(recoveryHashes(ada)).hasSize(10);
    }

    /** A fault of the database at this table, for this user and the act at hand only. */
    private void refuseWritesTo(String table, Person person) {
        String when = table.equals("audit_event") ? " and new.type = 'two_factor_enabled'" : "";
        rows.change("""
                create function refuse_for_test() returns trigger language plpgsql as $$
                begin
                    if new.user_id = '%s'%s then raise exception 'refused for a test'; end if;
                    return new;
                end $$;
                create trigger refuse_for_test before insert or update on %s
                    for each row execute function refuse_for_test()
                """.formatted(person.userId, when, table));
    }

    private String stateOf(Person person) {
        StringBuilder state = new StringBuilder();
        for (String selected : List.of(
                "app_user t where id = ?::uuid",
                "totp_authenticator t where user_id = ?::uuid",
                "recovery_code_set t where user_id = ?::uuid",
                "recovery_code t where user_id = ?::uuid",
                "paper_key t where user_id = ?::uuid",
                "session t where user_id = ?::uuid",
                "trusted_device t where user_id = ?::uuid",
                "mail_outbox t where kind <> 'email_code' and user_id = ?::uuid")) {
            state.append(rows.texts("select t::text from " + selected + " order by 1", person.userId));
        }
        return state.toString();
    }

    private List<String> recoveryHashes(Person person) {
        return rows.texts(
                "select encode(hash, 'hex') from recovery_code where user_id = ?::uuid order by 1", person.userId);
    }
}
