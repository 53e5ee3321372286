package dev.sallyport.sessions.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A refresh whose answer did not arrive, repeated when the window is over. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LateRefreshTest {

    private static final Duration AFTER_THE_WINDOW = Duration.ofSeconds(31);

    @Inject
    People people;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    private static ValidatableResponse refresh(String token, String key) {
        return Api.form("grant_type", "refresh_token", "refresh_token", token)
                .header("Idempotency-Key", key)
                .post("/oauth2/token")
                .then();
    }

    private static String successor(String token, String key) {
        return refresh(token, key).statusCode(200).extract().path("refresh_token");
    }

    private static String newKey() {
        return '"' + UUID.randomUUID().toString() + '"';
    }

    @Test
    @DisplayName("[RFSH-02] the key of a refresh brings its successor days later, until that successor is used")
    void the_key_of_a_refresh() {
        Person ada = people.signedIn();
        String key = newKey();
        String second = successor(ada.refreshToken, key);
        clock.advance(Duration.ofDays(2));

        assertThat(successor(ada.refreshToken, key)).isEqualTo(second);
        assertThat(successor(ada.refreshToken, key.replace("\"", ""))).isEqualTo(second);
        assertThat(rows.dump()).doesNotContain(key.replace("\"", ""));

        String third = successor(second, newKey());
        refresh(ada.refreshToken, key).statusCode(400).body("error", equalTo("invalid_grant"));
        refresh(third, newKey()).statusCode(400);
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isOne();
    }

    @Test
    @DisplayName("[RFSH-02] after the window another key, or none, ends the session")
    void another_key() {
        for (String other : new String[] {newKey(), null}) {
            Person ada = people.signedIn();
            successor(ada.refreshToken, newKey());
            clock.advance(AFTER_THE_WINDOW);
            ValidatableResponse answer =
                    other == null ? Api.refresh(ada.refreshToken) : refresh(ada.refreshToken, other);
            answer.statusCode(400).body("error", equalTo("invalid_grant"));
            assertThat(rows.auditsOf(ada, "authn_token_reuse")).isOne();
        }
    }

    @Test
    @DisplayName("[RFSH-02] a key is for one token: the next one with it is 422, and is not used up")
    void a_key_for_two_tokens() {
        Person ada = people.signedIn();
        String key = newKey();
        String second = successor(ada.refreshToken, key);

        refresh(second, key)
                .statusCode(422)
                .body("error", equalTo("invalid_request"))
                .body("error_description", containsString("key"));

        successor(second, newKey());
        refresh(second, "short")
                .statusCode(400)
                .body("error", equalTo("invalid_request"))
                .body("error_description", not(containsString("short")));
    }

    @Test
    @DisplayName("[RFSH-02] a refresh whose connection was closed before the answer can be repeated once")
    void a_closed_connection() {
        Person ada = people.signedIn();
        rows.whileHeld("select from session where user_id = '" + ada.userId + "' for update", () -> {
            sendAndLeave("grant_type=refresh_token&refresh_token=" + ada.refreshToken);
        });
        String generation = "select generation from session where user_id = ?::uuid";
        Await.await("the refresh", () -> rows.number(generation, ada.userId) > 0);
        clock.advance(AFTER_THE_WINDOW);

        Api.refresh(ada.refreshToken).statusCode(200);
        Api.refresh(ada.refreshToken).statusCode(400);
        assertThat(rows.auditsOf(ada, "authn_token_reuse")).isOne();
    }

    /** Closes the connection when the request has come as far as the row. */
    private void sendAndLeave(String form) {
        String request = "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            rows.awaitWaiting();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // the service learns of it on another thread than the one that waits
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
}
