package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TotpApp;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The database commits, and its acknowledgement is lost: the change stands, and the client may try again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LostAnswerIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    private static Replicas replicas;

    @BeforeAll
    static void start() throws IOException {
        replicas = Replicas.running();
    }

    /** The answer while the acknowledgement of every commit is lost with its connection. */
    private static void lost(Supplier<ValidatableResponse> call) {
        unanswered(on -> replicas.cable().swallowCommits(on), call);
    }

    /** The answer while the acknowledgement of every commit does not come. */
    private static void stalled(Supplier<ValidatableResponse> call) {
        unanswered(on -> replicas.cable().stallCommits(on), call);
    }

    private static void unanswered(Consumer<Boolean> fault, Supplier<ValidatableResponse> call) {
        fault.accept(true);
        Response answer;
        try {
            answer = call.get().extract().response();
        } finally {
            fault.accept(false);
        }
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.asString()).doesNotContain("oken\"", "odes\"");
    }

    private static int number(String sql, Guest guest) {
        return replicas.rows().number(sql.formatted("(select id from app_user where email = ?)"), guest.email());
    }

    @Test
    @DisplayName("[RELY-03] a sign-in whose commit is not acknowledged is 503, and a retry makes no second session")
    void a_sign_in() {
        Guest ada = replicas.guest(ONE, ONE);
        String challenge = Api.signIn(ada.email(), People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        String code = replicas.code(ada.email(), 2);
        String sessions = "select count(*) from session where user_id = %s";
        int before = number(sessions, ada);

        lost(() -> Api.verify(challenge, "email_code", code));
        int again = Api.verify(challenge, "email_code", code).extract().statusCode();

        assertThat(again).isIn(200, 401);
        assertThat(number(sessions, ada)).isEqualTo(before + 1);
        assertThat(number("select count(*) from trusted_device where user_id = %s", ada))
                .as("a device for each of the two sign-ins")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("[RELY-03] a refresh whose commit is not acknowledged is 503, and a retry makes no second successor")
    void a_refresh() {
        Guest ada = replicas.guest(ONE, ONE);

        lost(() -> Api.refresh(ada.refreshToken()));
        int again = Api.refresh(ada.refreshToken()).extract().statusCode();

        assertThat(again)
                .as("with the window closed, at the replica that knows")
                .isEqualTo(200);
        assertThat(number("select max(generation) from session where user_id = %s", ada))
                .isLessThanOrEqualTo(1);
        Api.refresh(ada.refreshToken()).statusCode(400);
    }

    @Test
    @DisplayName("[RELY-03] a refresh whose commit stalls is 503 as well, and another replica knows nothing of it")
    void a_stalled_refresh() {
        Guest ada = replicas.guest(ONE, ONE);
        Guest bob = replicas.guest(ONE, ONE);

        stalled(() -> Api.refresh(ada.refreshToken()));
        Api.refresh(ada.refreshToken()).statusCode(200);

        lost(() -> Api.refresh(bob.refreshToken()));
        replicas.use(OTHER);
        Api.refresh(bob.refreshToken()).statusCode(400);
        replicas.use(ONE);
    }

    @Test
    @DisplayName(
            "[RFSH-02] a refresh whose answer was lost long ago has the same successor with its key, at any replica")
    void a_keyed_refresh() {
        Guest ada = replicas.guest(ONE, ONE);
        String key = '"' + UUID.randomUUID().toString() + '"';

        lost(() -> refresh(ada.refreshToken(), key));
        replicas.use(OTHER);
        replicas.rows().change("update session set rotated_at = rotated_at - interval '5 days'");
        String successor = successor(ada.refreshToken(), key);

        assertThat(successor(ada.refreshToken(), key)).isEqualTo(successor);
        assertThat(number("select max(generation) from session where user_id = %s", ada))
                .isOne();
        Api.refresh(successor).statusCode(200);
        refresh(ada.refreshToken(), key).statusCode(400);
        replicas.use(ONE);
    }

    @Test
    @DisplayName("[RACE-04] with no window one refresh of twenty at once succeeds")
    void one_of_twenty() {
        for (int round = 0; round < 3; round++) {
            Guest ada = replicas.guest(ONE, OTHER);
            List<Integer> statuses = AtOnce.run(
                    20, () -> Api.refresh(ada.refreshToken()).extract().statusCode());
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(19);
        }
    }

    private static ValidatableResponse refresh(String token, String key) {
        return Api.form("grant_type", "refresh_token", "refresh_token", token)
                .header("Idempotency-Key", key)
                .post("/oauth2/token")
                .then();
    }

    private static String successor(String token, String key) {
        return refresh(token, key).statusCode(200).extract().path("refresh_token");
    }

    @Test
    @DisplayName(
            "[RELY-03] a set-up or a new set of codes whose commit is not acknowledged is 503; one set is valid, one mail is sent")
    void a_set_up_and_new_codes() {
        Guest ada = replicas.guest(ONE, ONE);
        JsonNode pending = Api.read(Api.startEnrollment(ada.accessToken()).statusCode(201));
        TotpApp app = new TotpApp(pending.path("secret").asText());
        String id = pending.path("id").asText();
        String code = app.codeAt(Instant.now());

        lost(() -> Api.confirm(ada.accessToken(), id, code));
        assertThat(Api.confirm(ada.accessToken(), id, code).extract().statusCode())
                .isIn(200, 401, 404, 409, 410);
        assertThat(number("select count(*) from recovery_code where user_id = %s", ada))
                .isEqualTo(10);
        String mails = "select count(*) from mail_outbox where kind = '%s' and user_id = %%s";
        assertThat(number(mails.formatted("two_factor_enabled"), ada)).isOne();

        String challenge = Api.signIn(ada.email(), People.PASSWORD, null)
                .statusCode(200)
                .extract()
                .path("challengeToken");
        String access = Api.verify(challenge, "totp", app.codeAt(Instant.now().plusSeconds(30)))
                .statusCode(200)
                .extract()
                .path("accessToken");
        lost(() -> Api.as(access).post("/v1/me/recovery-codes").then());
        Api.as(access).post("/v1/me/recovery-codes").then().statusCode(201);
        assertThat(number("select count(*) from recovery_code where user_id = %s", ada))
                .isEqualTo(10);
        assertThat(number("select count(*) from totp_authenticator where user_id = %s", ada))
                .isOne();
    }
}
