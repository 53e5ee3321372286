package dev.sallyport.factors.recovery;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PaperKeyTest {

    private static final int RENEWALS_AN_HOUR = 10;
    private static final String PAPER_KEY = "/v1/me/paper-key";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Guesses guesses;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    @Inject
    Mailbox mailbox;

    @Test
    @DisplayName("[PAPR-01] [R4] A key is 64 hex characters, never the same twice, and the newest alone is good")
    void the_newest_key_alone_is_good() {
        Person ada = people.enrolled();
        Set<String> keys = new HashSet<>(Set.of(ada.paperKey));
        String newest = ada.paperKey;
        for (int number = 0; number < RENEWALS_AN_HOUR; number++) {
            newest = newKey(ada);
            assertThat(newest).matches("[0-9a-f]{64}");
            assertThat(keys.add(newest)).isTrue();
        }
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isOne();
        refused(recover(people.challengeFor(ada), ada.paperKey), 401, "invalid-code");
        recover(people.challengeFor(ada), newest).statusCode(200);
    }

    @Test
    @DisplayName("[PAPR-01] With an active app a set-up offers no key of its own, and the key there is stays good")
    void a_set_up_beside_an_active_app_offers_no_key() {
        Person ada = people.enrolled();
        String offered =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().path("paperKey");
        assertThat(offered).isNull();
        assertThat(rows.number("select count(*) from paper_key where user_id = ?::uuid", ada.userId))
                .isOne();
        recover(people.challengeFor(ada), ada.paperKey).statusCode(200);
    }

    @Test
    @DisplayName("[PAPR-03] [TENT-06] Another user's key or code is refused, removes nothing, and is not used up")
    void another_users_key_opens_nothing() {
        Person ada = people.enrolled();
        Person eve = people.enrolled();

        refused(recover(people.challengeFor(ada), eve.paperKey), 401, "invalid-code");
        refused(Api.verify(people.challengeFor(ada), "recovery_code", eve.recoveryCodes.get(0)), 401, "invalid-code");

        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isOne();
        Api.session(ada.accessToken).statusCode(200);
        recover(people.challengeFor(ada), ada.paperKey).statusCode(200);
        recover(people.challengeFor(eve), eve.paperKey).statusCode(200);
    }

    @Test
    @DisplayName(
            "[PAPR-01] [R4] [S4] A key works only after confirmation, and the key of an abandoned set-up never does")
    void a_key_works_only_after_confirmation() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        String abandoned = ada.paperKey;
        String byMail = people.challengeFor(ada);
        recover(byMail, abandoned).statusCode(400);
        Api.as(ada.accessToken).get("/v1/me/two-factor").then().body("paperKey", equalTo(false));
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);
        refused(recover(people.challengeFor(ada), abandoned), 401, "invalid-code");
        recover(people.challengeFor(ada), ada.paperKey).statusCode(200);
    }

    @Test
    @DisplayName(
            "[PAPR-02] Neither the database nor the log holds a key or 16 characters of it, offered, renewed or used")
    void keys_are_stored_hashed() {
        try (LogRecorder log = LogRecorder.open()) {
            Person ada = people.enrolled();
            Secrets secrets = new Secrets().addSlices(ada.paperKey, 16);
            secrets.assertAbsentFrom("database", rows.dump());
            String renewed = newKey(ada);
            secrets.addSlices(renewed, 16).assertAbsentFrom("database", rows.dump());
            recover(people.challengeFor(ada), ada.paperKey).statusCode(401);
            recover(people.challengeFor(ada), renewed).statusCode(200);
            secrets.assertAbsentFrom("database", rows.dump());
            secrets.assertAbsentFrom("log", String.join("\n", log.lines()));
            assertThat(log.lines()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("[PAPR-02] [R4] The download is an attachment under a fixed name, not cached, from a POST and no GET")
    void a_key_is_downloaded_by_post() {
        Person ada = people.enrolled();
        Response file = Api.as(ada.accessToken).accept("text/plain").post(PAPER_KEY);
        file.then().statusCode(201).contentType("text/plain");
        assertThat(file.asString()).matches("[0-9a-f]{64}\n");
        assertThat(file.header("Content-Disposition")).isEqualTo("attachment; filename=\"paper-key.txt\"");
        assertThat(file.header("Cache-Control")).contains("no-store");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        String key = file.asString().strip();
        Api.as(ada.accessToken).get(PAPER_KEY + "?key=" + key).then().statusCode(405);
        Api.json().get("/v1/sign-in/verify?method=paper_key&code=" + key).then().statusCode(405);
        recover(people.challengeFor(ada), key).statusCode(200);
    }

    @Test
    @DisplayName(
            "[PAPR-03] The key needs the password's challenge; in any spelling it takes everything away, and once only")
    void the_key_takes_everything_away() {
        Person ada = people.enrolled();
        String before = people.challengeFor(ada);
        refused(recover("sp_ch_unknown", ada.paperKey), 401, "challenge-expired");
        Api.signIn(ada.email, ada.paperKey, null).statusCode(401);

        String typed = ada.paperKey.toUpperCase(java.util.Locale.ROOT).replaceAll("(.{8})", "$1- ");
        JsonPath in = recover(people.challengeFor(ada), typed)
                .statusCode(200)
                .body("status", equalTo("signed_in"))
                .extract()
                .jsonPath();
        Api.session(in.getString("accessToken")).body("acr", equalTo("1fa")).body("amr", contains("pwd", "recovery"));
        for (String answer : List.of(ada.paperKey, typed)) {
            refused(recover(before, answer), 401, "challenge-expired");
        }
        refused(Api.verify(before, "totp", ada.app.codeAt(clock.instant())), 401, "challenge-expired");
        refused(Api.verify(before, "recovery_code", ada.recoveryCodes.get(0)), 401, "challenge-expired");
        Api.session(ada.accessToken).statusCode(401);
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                .statusCode(200)
                .body("purpose", equalTo("device_verification"));
        assertThat(rows.number("select count(*) from totp_authenticator where user_id = ?::uuid", ada.userId))
                .isZero();
        assertThat(mailbox.awaitMailsTo(ada.email, 3))
                .filteredOn(mail -> Mailbox.text(mail).contains("with your paper key"))
                .hasSize(1);
    }

    @Test
    @DisplayName("[PAPR-03] Wrong keys count with wrong codes of the app, and a locked user's right key is not spent")
    void wrong_keys_share_the_counter() {
        Person ada = people.enrolled();
        guesses.enterWrong(ada, 9);
        String challenge = people.challengeFor(ada);
        refused(recover(challenge, "0".repeat(64)), 401, "invalid-code");
        refused(recover(people.challengeFor(ada), ada.paperKey), 429, "too-many-attempts");
        assertThat(rows.number("select count(*) from paper_key where active and user_id = ?::uuid", ada.userId))
                .isOne();
    }

    @Test
    @DisplayName("[PAPR-04] After the key the next set-up has another, which works, and the old one never again")
    void the_next_set_up_has_another_key() {
        Person ada = people.enrolled();
        String old = ada.paperKey;
        ada.accessToken =
                recover(people.challengeFor(ada), old).statusCode(200).extract().path("accessToken");
        ceremonies.start(ada);
        assertThat(ada.paperKey).matches("[0-9a-f]{64}").isNotEqualTo(old);
        ceremonies.confirm(ada).statusCode(200);
        refused(recover(people.challengeFor(ada), old), 401, "invalid-code");
        recover(people.challengeFor(ada), ada.paperKey).statusCode(200);
    }

    private static String newKey(Person person) {
        return Api.as(person.accessToken)
                .post(PAPER_KEY)
                .then()
                .statusCode(201)
                .extract()
                .path("paperKey");
    }

    private static ValidatableResponse recover(String challenge, String key) {
        return Api.verify(challenge, "paper_key", key);
    }
}
