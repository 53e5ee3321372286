package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Refreshing a session: rotation, reuse, its two ends, and what it never changes. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefreshTest {

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Mailbox mailbox;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static JsonPath refreshed(String refreshToken) {
        return Api.refresh(refreshToken).statusCode(200).extract().jsonPath();
    }

    private static void refused(ValidatableResponse answer, String error) {
        answer.statusCode(400)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("error", equalTo(error))
                .body("error_description", matchesPattern("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
    }

    private static void dead(String refreshToken, String accessToken) {
        refused(Api.refresh(refreshToken), "invalid_grant");
        Api.session(accessToken).statusCode(401);
    }

    @Test
    @DisplayName("[T2] [RFSH-01] a refresh brings new tokens of the same session, in the form of RFC 6749")
    void a_refresh_brings_new_tokens() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofMinutes(4));

        JsonPath answer = Api.refresh(ada.refreshToken)
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(300))
                .body("refresh_expires_in", equalTo(7 * 24 * 60 * 60))
                .body("scope", equalTo("user"))
                .body("refresh_token", matchesPattern("sp_rt_[0-9a-f]{32}\\.[0-9a-f]{32}\\.1\\.[A-Za-z0-9_-]{48}"))
                .extract()
                .jsonPath();

        assertThat(answer.<String, Object>getMap("").keySet())
                .containsOnly(
                        "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in", "scope");
        String id = Api.session(ada.accessToken).statusCode(200).extract().path("id");
        Api.session(answer.getString("access_token"))
                .statusCode(200)
                .body("id", equalTo(id))
                .body("lastSeenAt", equalTo(clock.instant().toString()));
        assertThat(rows.dump())
                .doesNotContain(answer.getString("refresh_token"))
                .doesNotContain(answer.getString("refresh_token").split("\\.")[3]);
    }

    @Test
    @DisplayName("[RFSH-02] the predecessor brings the same successor within the window, and after it ends the session")
    void an_old_token_ends_the_session() {
        Person ada = people.signedIn();
        JsonPath second = refreshed(ada.refreshToken);
        clock.advance(Duration.ofSeconds(29));
        assertThat(refreshed(ada.refreshToken).getString("refresh_token")).isEqualTo(second.getString("refresh_token"));
        clock.advance(Duration.ofSeconds(2));

        refused(Api.refresh(ada.refreshToken), "invalid_grant");

        dead(second.getString("refresh_token"), second.getString("access_token"));
        dead(ada.refreshToken, ada.accessToken);
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isEqualTo(1);
        assertThat(Mailbox.text(mailbox.awaitMailsTo(ada.email, 2).get(1)))
                .contains("One of your sessions was ended")
                .contains("127.0.0.1, Chrome 140")
                .doesNotContain(ada.refreshToken);
    }

    @Test
    @DisplayName("[RFSH-02] a token before the predecessor ends the session at once")
    void a_grandparent_ends_the_session() {
        Person ada = people.signedIn();
        String second = refreshed(ada.refreshToken).getString("refresh_token");
        JsonPath third = refreshed(second);

        refused(Api.refresh(ada.refreshToken), "invalid_grant");

        dead(third.getString("refresh_token"), third.getString("access_token"));
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isEqualTo(1);
    }

    @Test
    @DisplayName("[RFSH-03] a session left idle ends, and a busy one at its absolute end")
    void sessions_end() {
        Person idle = people.signedIn();
        Person busy = people.signedIn();
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        String token = refreshed(busy.refreshToken).getString("refresh_token");
        clock.advance(Duration.ofSeconds(1));
        refused(Api.refresh(idle.refreshToken), "invalid_grant");
        for (int day = 7; day < 28; day += 7) {
            clock.advance(Duration.ofDays(7).minusSeconds(2));
            token = refreshed(token).getString("refresh_token");
        }
        clock.advance(Duration.ofDays(1));
        JsonPath last = refreshed(token);
        assertThat(last.getInt("refresh_expires_in")).isLessThanOrEqualTo(24 * 60 * 60 + 10);
        clock.advance(Duration.ofDays(1).plusSeconds(10));
        refused(Api.refresh(last.getString("refresh_token")), "invalid_grant");
        assertThat(rows.auditsOf(busy, "authn_token_reuse")).isZero();
    }

    @Test
    @DisplayName("[RFSH-04] a refresh reads the live state again: status, epoch and roles")
    void the_live_state_counts() {
        Person disabled = people.signedIn();
        rows.change("update app_user set status = 'disabled' where id = ?::uuid", disabled.userId);
        dead(disabled.refreshToken, disabled.accessToken);

        Person changed = people.signedIn();
        rows.change("update app_user set epoch = epoch + 1 where id = ?::uuid", changed.userId);
        dead(changed.refreshToken, changed.accessToken);

        Person ended = people.signedIn();
        rows.change("update session set ended_at = now() where user_id = ?::uuid", ended.userId);
        dead(ended.refreshToken, ended.accessToken);

        Person agent = people.signedIn();
        rows.change("update app_user set roles = '{support}' where id = ?::uuid", agent.userId);
        JsonPath asAgent = refreshed(agent.refreshToken);
        assertThat(asAgent.getString("scope")).isEqualTo("support user");
        rows.change("update app_user set roles = '{}' where id = ?::uuid", agent.userId);
        assertThat(refreshed(asAgent.getString("refresh_token")).getString("scope"))
                .isEqualTo("user");
    }

    @Test
    @DisplayName("[T6] [RFSH-04] enabling two-factor sign-in ends the refresh token of every other session")
    void a_new_factor_ends_the_others() {
        Person ada = people.signedIn();
        JsonPath other = ceremonies.anotherSession(ada);
        ceremonies.start(ada);
        ceremonies.confirm(ada).statusCode(200);

        dead(other.getString("refreshToken"), other.getString("accessToken"));
        refused(Api.refresh(ada.refreshToken), "invalid_grant");
    }

    @Test
    @DisplayName("[RFSH-05] [JWT-02] level, methods, time of the proof and roles stay through five refreshes")
    void claims_are_never_raised() {
        Person ada = people.signedIn();
        Map<String, Object> before = Claims.of(ada.accessToken);
        String token = ada.refreshToken;
        List<Map<String, Object>> later = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ofMinutes(7));
            JsonPath answer = refreshed(token);
            token = answer.getString("refresh_token");
            later.add(Claims.of(answer.getString("access_token")));
        }
        assertThat(later).allSatisfy(claims -> {
            assertThat(claims.keySet()).isEqualTo(before.keySet());
            for (String claim : List.of("iss", "aud", "sub", "sid", "auth_time", "amr", "acr", "client_id", "groups")) {
                assertThat(claims.get(claim)).as(claim).isEqualTo(before.get(claim));
            }
        });
        assertThat(later.stream().map(claims -> claims.get("jti"))).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("[RFSH-05] a refresh token from before a step-up never fetches what was proved there")
    void a_step_up_replaces_the_token() {
        Person ada = people.signedIn();
        clock.advance(Duration.ofMinutes(1));
        JsonPath raised = Api.as(ada.accessToken)
                .body(Api.body("method", "password", "password", People.PASSWORD))
                .post("/v1/me/step-up")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        refused(Api.refresh(ada.refreshToken), "invalid_grant");
        JsonPath next = refreshed(raised.getString("refreshToken"));
        assertThat(Claims.of(next.getString("access_token")).get("auth_time"))
                .isEqualTo(Claims.of(raised.getString("accessToken")).get("auth_time"));

        clock.advance(Duration.ofSeconds(30));
        refused(Api.refresh(ada.refreshToken), "invalid_grant");
        dead(next.getString("refresh_token"), next.getString("access_token"));
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isEqualTo(1);
    }
}
