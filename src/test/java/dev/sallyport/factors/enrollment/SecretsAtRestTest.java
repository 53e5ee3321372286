package dev.sallyport.factors.enrollment;

import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Passages;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.RecordedLog;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.Secrets;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsAtRestTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    private List<String> secretOf(Person person) {
        return rows.texts(
                "select encode(sealed_secret, 'hex') from totp_authenticator where user_id = ?::uuid", person.userId);
    }

    private void store(Person person, String hex) {
        rows.change(
                "update totp_authenticator set sealed_secret = decode(?, 'hex') where user_id = ?::uuid",
                hex,
                person.userId);
    }

    /** The bytes in every form in which they could be written down. */
    private static List<String> forms(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        String base32 = new Base32().encodeToString(bytes);
        List<String> forms = new ArrayList<>();
        for (String text : List.of(
                hex,
                base32,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes))) {
            String bare = text.replace("=", "");
            forms.add(bare);
            forms.add(bare.toLowerCase(Locale.ROOT));
            forms.add(bare.toUpperCase(Locale.ROOT));
            forms.add(HexFormat.of().formatHex(bare.getBytes(StandardCharsets.US_ASCII)));
        }
        return forms;
    }

    private static List<String> formsOfText(String text) {
        List<String> forms = new ArrayList<>(forms(text.getBytes(StandardCharsets.US_ASCII)));
        forms.addAll(List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT)));
        return forms;
    }

    @Test
    @DisplayName("[CRYP-01] [ENRL-09] No table holds a key, a paper key or a recovery code in any readable form")
    void no_table_holds_a_secret() {
        Person ada = people.signedIn();
        byte[] abandoned = new Base32().decode(ceremonies.start(ada).getString("secret"));
        String abandonedPaperKey = ada.paperKey;
        byte[] secret = new Base32().decode(ceremonies.start(ada).getString("secret"));
        JsonPath active = ceremonies.confirm(ada).statusCode(200).extract().jsonPath();
        Person pending = people.signedIn();
        byte[] pendingSecret = new Base32().decode(ceremonies.start(pending).getString("secret"));

        String dump = rows.dump();

        assertThat(dump)
                .contains(
                        ada.email,
                        ada.userId,
                        ada.authenticatorId,
                        secretOf(ada).get(0));
        assertThat(secret).hasSize(20);
        Set<String> readable = new TreeSet<>(Set.of("otpauth:"));
        for (byte[] key : List.of(secret, abandoned, pendingSecret)) {
            readable.addAll(forms(key));
        }
        for (String paperKey : List.of(ada.paperKey, abandonedPaperKey, pending.paperKey)) {
            readable.addAll(formsOfText(paperKey));
            readable.addAll(forms(HexFormat.of().parseHex(paperKey)));
            readable.addAll(List.of(paperKey.substring(0, 16), paperKey.substring(24, 40)));
        }
        for (String code : active.getList("recoveryCodes", String.class)) {
            readable.addAll(formsOfText(code));
            readable.addAll(formsOfText(code.replace("-", "")));
        }
        assertThat(Passages.in(dump, readable)).isEmpty();
    }

    @Test
    @DisplayName("[CRYP-01] The same user's keys are sealed under fresh nonces, the key's id in front")
    void seals_never_repeat() {
        Person ada = people.signedIn();
        List<String> prefixes = new ArrayList<>();
        List<String> nonces = new ArrayList<>();
        for (int start = 0; start < 5; start++) {
            ceremonies.start(ada);
            String sealed = secretOf(ada).get(0);
            assertThat(sealed).hasSize(2 * (5 + 12 + 20 + 16));
            prefixes.add(sealed.substring(0, 10));
            nonces.add(sealed.substring(10, 34));
        }
        assertThat(nonces).doesNotHaveDuplicates();
        assertThat(prefixes).allMatch(prefixes.get(0)::equals);
        assertThat(prefixes.get(0)).startsWith("01");
    }

    @Test
    @DisplayName(
            "[CRYP-01] [TOTP-07] Two users' keys exchanged in the database open for neither: a fault, and no user is signed in")
    void exchanged_keys_open_for_neither() {
        Person ada = people.enrolled();
        Person eve = people.enrolled();
        String adasSecret = secretOf(ada).get(0);
        String evesSecret = secretOf(eve).get(0);
        store(ada, evesSecret);
        store(eve, adasSecret);

        for (Person person : List.of(ada, eve)) {
            failsClosed(ceremonies.answerWithApp(person, clock.instant()), person);
            String challenge = people.challengeFor(person);
            String othersCode = (person == ada ? eve : ada).app.codeAt(clock.instant());
            failsClosed(Api.verify(challenge, "totp", othersCode), person);
        }

        store(ada, adasSecret);
        store(eve, evesSecret);
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
        ceremonies.answerWithApp(eve, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[CRYP-01] A key copied to another authenticator of the same user does not open")
    void a_copied_key_does_not_open() {
        Person ada = people.enrolled();
        String id =
                Api.startEnrollment(ada.accessToken).statusCode(201).extract().path("id");
        rows.change(
                "update totp_authenticator set sealed_secret = (select sealed_secret from totp_authenticator where id = ?::uuid)"
                        + " where id = ?::uuid",
                ada.authenticatorId,
                id);

        Api.confirm(ada.accessToken, id, ada.app.codeAt(clock.instant())).statusCode(500);

        assertThat(rows.text("select status from totp_authenticator where id = ?::uuid", id))
                .isEqualTo("pending");
    }

    @Test
    @DisplayName("[TOTP-07] One changed byte of the key fails the second step with a logged fault, and shows no secret")
    void a_changed_byte_fails_closed() {
        Person ada = people.signedIn();
        String secret = ceremonies.start(ada).getString("secret");
        ceremonies.confirm(ada).statusCode(200);
        clock.nextStep();
        String sound = secretOf(ada).get(0);

        for (int at : new int[] {0, 3, 8, 20, 36, 52}) {
            byte[] changed = HexFormat.of().parseHex(sound);
            changed[at] ^= 1;
            store(ada, HexFormat.of().formatHex(changed));
            String code = ada.app.codeAt(clock.instant());
            try (RecordedLog log = RecordedLog.open()) {
                failsClosed(Api.verify(people.challengeFor(ada), "totp", code), ada);
                assertThat(log.errors()).contains("does not open");
                assertThat(log.text()).doesNotContain(secret, sound);
                new Secrets().addCode(code).assertAbsentFrom("the log", log.text());
                assertThat(log.text()).doesNotContain(forms(new Base32().decode(secret)));
            }
        }

        store(ada, sound);
        ceremonies.answerWithApp(ada, clock.instant()).statusCode(200);
    }

    @Test
    @DisplayName("[TOTP-07] A pending key that does not open cannot be confirmed or drawn")
    void a_changed_pending_key_fails_closed() {
        Person ada = people.signedIn();
        ceremonies.start(ada);
        byte[] changed = HexFormat.of().parseHex(secretOf(ada).get(0));
        changed[changed.length - 1] ^= 1;
        store(ada, HexFormat.of().formatHex(changed));

        refused(ceremonies.confirm(ada), 500, "internal");
        refused(
                Api.as(ada.accessToken)
                        .get("/v1/me/authenticators/{id}/qr", ada.authenticatorId)
                        .then(),
                500,
                "internal");
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).body("status", equalTo("signed_in"));
    }

    private void failsClosed(ValidatableResponse answer, Person person) {
        refused(answer, 500, "internal");
        String body = answer.body("accessToken", nullValue()).extract().asString();
        assertThat(body)
                .doesNotContain("Exception")
                .doesNotContain("dev.sallyport")
                .doesNotContain("seal");
        // The one from the set-up.
        assertThat(rows.number("select count(*) from session where user_id = ?::uuid", person.userId))
                .isOne();
    }
}
