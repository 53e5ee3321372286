package dev.sallyport.moving;

import static dev.sallyport.moving.Imports.BCRYPT;
import static dev.sallyport.moving.Imports.DJANGO;
import static dev.sallyport.moving.Imports.PASSWORD;
import static dev.sallyport.moving.Imports.run;
import static dev.sallyport.moving.Imports.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.binary.Base32;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Imported users sign in with what they had in the other system. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImportedSignInTest {

    private static final String BETTER_AUTH =
            "$scrypt$ln=14,r=16,p=1$MDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmY$COy4xNTu"
                    + "ZF7izl/QqsHbJZgulyzczkh9KCP8dc6xMlncF4MMM6IDwTZO19GcOSrDuGxbn1/Tm/EbdScKrK2ruw";

    private static final byte[] KEY = "12345678901234567890123456789012".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET = new Base32().encodeAsString(KEY);

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    private final Imports imports = new Imports();

    /** By a library that the service does not use, of {@link #SECRET}. */
    private String code(HmacAlgorithms algorithm, int digits, int period) {
        byte[] step = ByteBuffer.allocate(Long.BYTES)
                .putLong(clock.instant().getEpochSecond() / period)
                .array();
        byte[] hash = new HmacUtils(algorithm, KEY).hmac(step);
        int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & 0x7fffffff;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
    }

    private String challenge(String name, String password) {
        return Api.read(Api.signIn(imports.email(name), password, null)
                        .statusCode(200)
                        .body("status", equalTo("challenge_required")))
                .path("challengeToken")
                .asText();
    }

    private String storedHash(String name) {
        return (String) database.list(
                        "select hash from password_credential c join app_user u on u.id = c.user_id where u.email = ?",
                        imports.email(name))
                .get(0)
                .get("hash");
    }

    @Test
    @DisplayName(
            "[MOVE-02] [MOVE-04] [O3] A user signs in with the old password and the old app; the second time on our hash")
    void the_old_password_and_the_old_app() {
        run(imports.row(
                "ada",
                "password",
                Api.body("hash", BCRYPT),
                "totp",
                List.of(Api.body(
                        "secret", SECRET, "name", "Old phone", "algorithm", "SHA256", "digits", 8, "period", 60))));
        assertThat(storedHash("ada")).isEqualTo(BCRYPT);
        Api.signIn(imports.email("ada"), PASSWORD + "s", null).statusCode(401);
        assertThat(storedHash("ada")).isEqualTo(BCRYPT);

        String first = challenge("ada", PASSWORD);
        assertThat(storedHash("ada")).startsWith("$argon2id$v=19$");
        String code = code(HmacAlgorithms.HMAC_SHA_256, 8, 60);
        Api.verify(first, "totp", code.substring(2)).statusCode(401);
        String token = Api.read(Api.verify(first, "totp", code).statusCode(200))
                .path("accessToken")
                .asText();
        Api.as(token)
                .get("/v1/me/two-factor")
                .then()
                .statusCode(200)
                .body("authenticators[0].name", equalTo("Old phone"));

        String second = challenge("ada", PASSWORD);
        Api.verify(second, "totp", code).statusCode(401).body("reason", equalTo("already_used"));
        clock.advance(Duration.ofSeconds(60));
        Api.verify(second, "totp", code(HmacAlgorithms.HMAC_SHA_256, 8, 60)).statusCode(200);
        Api.signIn(imports.email("ada"), PASSWORD + "s", null).statusCode(401);
    }

    @Test
    @DisplayName("[MOVE-02] Hashes that take much memory are checked too, and NFKC as some systems use it")
    void hashes_of_much_memory() {
        run(
                imports.row("bea", "password", Api.body("hash", BETTER_AUTH)),
                imports.row("cem", "password", Api.body("hash", DJANGO)),
                imports.row(
                        "dan",
                        "password",
                        Api.body(
                                "hash",
                                "$scrypt$ln=10,r=8,p=1$MDAxMTIyMzM0NDU1NjY3Nzg4OTlhYWJiY2NkZGVlZmY$d6sHvUFinDpBfA13ENBVyC"
                                        + "7jiZcGERNa6EoJXfUVCOI+Uwmp2gMqTS/YTFlNp2Mxe5MWhVjfn9nOdTNMm7e75g")));

        challenge("bea", PASSWORD);
        challenge("cem", PASSWORD);
        challenge("dan", "\ufb01ve \u65e5\u672c \u2460");
        for (String name : List.of("bea", "cem", "dan")) {
            assertThat(storedHash(name)).startsWith("$argon2id$v=19$");
        }
    }

    @Test
    @DisplayName("[MOVE-05] A recovery code of the other system works once, and new ones can be made")
    void old_recovery_codes() {
        run(imports.row(
                "eve",
                "password",
                Api.body("hash", BCRYPT),
                "totp",
                List.of(Api.body("secret", SECRET)),
                "recoveryCodes",
                List.of(Api.body("code", "aB3dE-fG7hU"), Api.body("code", "k2mNp-q8rSt"))));

        String token = Api.read(Api.verify(challenge("eve", PASSWORD), "recovery_code", "ab3de fg7hu")
                        .statusCode(200))
                .path("accessToken")
                .asText();
        Api.verify(challenge("eve", PASSWORD), "recovery_code", "aB3dE-fG7hU")
                .statusCode(401)
                .body("reason", equalTo("already_used"));
        Api.as(token)
                .get("/v1/me/recovery-codes")
                .then()
                .statusCode(200)
                .body("total", equalTo(2))
                .body("remaining", equalTo(1));
        Api.as(token).post("/v1/me/recovery-codes").then().statusCode(201);
    }

    @Test
    @DisplayName("[MOVE-05] A user whose codes stayed behind makes new ones")
    void users_without_codes_make_new_ones() {
        run(imports.row("flo", "password", Api.body("hash", BCRYPT), "totp", List.of(Api.body("secret", SECRET))));

        String token = Api.read(Api.verify(challenge("flo", PASSWORD), "totp", code(HmacAlgorithms.HMAC_SHA_1, 6, 30))
                        .statusCode(200))
                .path("accessToken")
                .asText();
        Api.as(token)
                .get("/v1/me/recovery-codes")
                .then()
                .body("total", equalTo(0))
                .body("remaining", equalTo(0));
        Api.as(token).post("/v1/me/recovery-codes").then().statusCode(201);
    }

    @Test
    @DisplayName("[MOVE-06] A user who has signed in here keeps password and factors, whatever an import says")
    void users_who_signed_in_are_left_alone() {
        var ada = people.signedIn();
        Map<String, Object> row = imports.row("any", "email", ada.email, "password", Api.body("hash", BCRYPT));
        row.put("totp", List.of(Api.body("secret", SECRET)));

        assertThat(statuses(run(row))).containsExactly("updated");
        Api.signIn(ada.email, PASSWORD, null).statusCode(401);
        Api.signIn(ada.email, People.PASSWORD, ada.deviceToken).statusCode(200).body("status", equalTo("signed_in"));
    }

    @Test
    @DisplayName("[MOVE-01] A disabled user stays disabled, in the lists of the account too")
    void disabled_users_stay_disabled() {
        List<JsonNode> answers = run(imports.row(
                "udo",
                "status",
                "disabled",
                "createdAt",
                "2019-05-01T10:00:00Z",
                "password",
                Api.body("hash", BCRYPT)));

        Api.signIn(imports.email("udo"), PASSWORD, null).statusCode(401);
        assertThat(database.list(
                        "select u.status, m.status as listed, extract(year from u.created_at)::int as since from app_user u"
                                + " join membership m on m.user_id = u.id where u.id = ?::uuid",
                        answers.get(0).path("id").asText()))
                .containsExactly(Map.of("status", "disabled", "listed", "disabled", "since", 2019));
    }

    @Test
    @DisplayName(
            "[MOVE-06] A user who has signed in keeps password and factors without an account and without a session")
    void users_without_an_account_are_left_alone() {
        Map<String, Object> row = imports.row("eva", "accounts", List.of(), "password", Api.body("hash", BCRYPT));
        String eva = signedIn(row, "eva");
        row.put("totp", List.of(Api.body("secret", SECRET)));

        assertThat(statuses(run(row))).containsExactly("unchanged");
        assertThat(database.number("select count(*) from totp_authenticator where user_id = ?::uuid", eva))
                .isZero();
        row.putAll(imports.row("eva"));
        assertThat(statuses(run(row))).containsExactly("updated");
        assertThat(database.text("select last_sign_in_at from membership where user_id = ?::uuid", eva))
                .isNotNull();
        assertThat(database.text("select passwordless from membership where user_id = ?::uuid", eva))
                .isEqualTo("f");
    }

    @Test
    @DisplayName("[MOVE-06] A user who has signed in keeps password and factors after leaving the last account")
    void users_who_left_are_left_alone() {
        Map<String, Object> row = imports.row("fay", "password", Api.body("hash", BCRYPT));
        String fay = signedIn(row, "fay");
        Api.asClient()
                .delete(
                        "/v1/accounts/{account}/users/{user}",
                        database.text("select account_id from membership where user_id = ?::uuid", fay),
                        fay)
                .then()
                .statusCode(204);
        row.put("accounts", List.of());
        row.put("status", "disabled");
        row.put("totp", List.of(Api.body("secret", SECRET)));

        assertThat(statuses(run(row))).containsExactly("unchanged");
        assertThat(database.number("select count(*) from totp_authenticator where user_id = ?::uuid", fay))
                .isZero();
    }

    /** Imports and signs in a user, whose session is deleted then. The user's id. */
    private String signedIn(Map<String, Object> row, String name) {
        String id = run(row).get(0).path("id").asText();
        Api.verify(challenge(name, PASSWORD), "email_code", mailbox.awaitCode(imports.email(name), 1))
                .statusCode(200);
        database.change("delete from session where user_id = ?::uuid", id);
        return id;
    }
}
