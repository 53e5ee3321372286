package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where a user is signed in, and how that ends. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MySessionsTest extends ListedSessions {

    @Test
    @DisplayName("[T3] [SESS-02] the list shows when, where from, with what browser and by what proof, newest first")
    void the_list() {
        Person ada = people.signedIn();
        Instant first = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        JsonPath other = ceremonies.anotherSession(ada);
        clock.advance(Duration.ofMinutes(1));
        Api.refresh(ada.refreshToken).statusCode(200);

        list(ada.accessToken)
                .body("next", nullValue())
                .body("items", hasSize(2))
                .body("items.current", contains(false, true))
                .body("items[0].id", equalTo(other.getString("sessionId")))
                .body("items[1].createdAt", equalTo(first.toString()))
                .body("items[1].lastSeenAt", equalTo(clock.instant().toString()))
                .body("items[1].browser", equalTo("Chrome 140"))
                .body("items[1].os", equalTo("Windows"))
                .body("items[1].ip", equalTo("127.0.0.1"))
                .body("items[1].acr", equalTo("1fa"))
                .body("items[1].amr", contains("pwd", "email"))
                .body("items[0].amr", contains("pwd"));
        assertThat(list(ada.accessToken)
                        .extract()
                        .jsonPath()
                        .<String, Object>getMap("items[0]")
                        .keySet())
                .containsOnly("id", "createdAt", "lastSeenAt", "browser", "os", "ip", "amr", "acr", "current");
    }

    @Test
    @DisplayName("[T3] [SESS-02] the list comes in pages, and refuses what it does not know")
    void the_list_comes_in_pages() {
        Person ada = people.signedIn();
        String other = ceremonies.anotherSession(ada).getString("sessionId");
        String next = list(ada.accessToken, "?limit=1")
                .statusCode(200)
                .body("items.id", contains(other))
                .body("next", notNullValue())
                .extract()
                .path("next");
        list(ada.accessToken, "?limit=1&after=" + next)
                .statusCode(200)
                .body("items.current", contains(true))
                .body("next", nullValue());
        for (String query : List.of("?limit=0", "?limit=101", "?limit=x", "?after=x", "?page=2")) {
            Ceremonies.refused(list(ada.accessToken, query), 400, "invalid-request");
        }
    }

    @Test
    @DisplayName("[RFSH-06] a user has at most fifty sessions: the 51st ends the oldest")
    void at_most_fifty() {
        Person ada = people.signedIn();
        for (int more = 0; more < 48; more++) {
            rows.change(
                    "insert into session (id, user_id, epoch, acr, amr, auth_time, created_at, last_seen_at,"
                            + " idle_expires_at, expires_at)"
                            + " select ?::uuid, user_id, epoch, acr, amr, auth_time,"
                            + " created_at + interval '1 second', last_seen_at, idle_expires_at, expires_at"
                            + " from session where user_id = ?::uuid limit 1",
                    UUID.randomUUID().toString(),
                    ada.userId);
        }
        clock.advance(Duration.ofMinutes(1));
        JsonPath fiftieth = ceremonies.anotherSession(ada);
        Api.session(ada.accessToken).statusCode(200);
        JsonPath next = ceremonies.anotherSession(ada);

        assertDead(ada.accessToken, ada.refreshToken);
        Api.refresh(fiftieth.getString("refreshToken")).statusCode(200);
        Api.refresh(next.getString("refreshToken")).statusCode(200);
        list(next.getString("accessToken")).body("items", hasSize(50));
    }

    @Test
    @DisplayName("[SESS-04] each sign-in makes a new session id, and nothing that the client sends becomes one")
    void new_ids() {
        Person ada = people.signedIn();
        String wished = UUID.randomUUID().toString();
        JsonPath answer = Api.json()
                .header("Cookie", "session=" + wished + "; sessionId=" + wished)
                .header("X-Session-Id", wished)
                .queryParam("sessionId", wished)
                .body(Api.body("email", ada.email, "password", People.PASSWORD, "deviceToken", ada.deviceToken))
                .post("/v1/sign-in")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getString("sessionId"))
                .isNotEqualTo(wished)
                .isNotEqualTo(Api.session(ada.accessToken).extract().<String>path("id"));
        Api.json()
                .body(Api.body("email", ada.email, "password", People.PASSWORD, "sessionId", wished))
                .post("/v1/sign-in")
                .then()
                .statusCode(400);
        assertThat(rows.number("select count(*) from session where id = ?::uuid", wished))
                .isZero();
    }
}
