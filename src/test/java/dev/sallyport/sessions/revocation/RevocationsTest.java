package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationsTest extends ReadRevocations {

    private static final String ANOTHER_PASSWORD = "another anvil 42 tulip";

    @Inject
    Ceremonies ceremonies;

    @Inject
    Epochs epochs;

    @Test
    @DisplayName("[INTR-10] every end of a session is reported once")
    void every_way_in_which_a_session_ends() {
        Person ada = people.signedIn();
        String first = sessionOf(ada.accessToken);
        String cursor = end();
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        cursor = assertTold(cursor, first);

        Person bob = people.signedIn();
        String revoked = sessionOf(bob.accessToken);
        Api.form("token", bob.refreshToken).post("/oauth2/revoke").then().statusCode(200);
        cursor = assertTold(cursor, revoked);

        Person eve = people.signedIn();
        String stolen = sessionOf(eve.accessToken);
        Api.refresh(eve.refreshToken).statusCode(200);
        clock.advance(Duration.ofSeconds(31));
        Api.refresh(eve.refreshToken).statusCode(400);
        cursor = assertTold(cursor, stolen);

        Person max = people.signedIn();
        String other = sessionOf(max.accessToken);
        JsonPath last = ceremonies.anotherSession(max);
        Api.as(last.getString("accessToken")).delete("/v1/me/sessions").then().statusCode(204);
        cursor = assertTold(cursor, other);

        Person kim = people.signedIn();
        String oldest = sessionOf(kim.accessToken);
        JsonPath second = ceremonies.anotherSession(kim);
        JsonPath third = ceremonies.anotherSession(kim);
        Api.as(third.getString("accessToken"))
                .delete("/v1/me/sessions/{id}", second.getString("sessionId"))
                .then()
                .statusCode(204);
        cursor = assertTold(cursor, second.getString("sessionId"));

        Api.as(third.getString("accessToken"))
                .body(Api.body("currentPassword", People.PASSWORD, "newPassword", ANOTHER_PASSWORD))
                .put("/v1/me/password")
                .then()
                .statusCode(204);
        cursor = assertTold(cursor, oldest);

        Transactions.run(() -> epochs.disable(UserId.fromString(kim.userId), clock.instant()));
        JsonPath page = read(cursor);
        assertThat(ids(page)).containsExactlyInAnyOrder(third.getString("sessionId"), kim.userId);
        assertThat(page.getList("items.type", String.class)).containsExactlyInAnyOrder("session", "user");
        assertThat(page.getList("items.revokedAt", String.class))
                .containsOnly(clock.instant().toString());
        assertThat(page.getList("items.until", String.class))
                .containsOnly(clock.instant().plusSeconds(660).toString());
    }

    private static String assertTold(String cursor, String session) {
        JsonPath page = read(cursor);
        assertThat(ids(page)).containsExactly(session);
        assertThat(page.getString("items[0].type")).isEqualTo("session");
        return page.getString("next");
    }

    @Test
    @DisplayName("[INTR-10] one session more than a user may have ends the oldest, which is reported")
    void the_oldest_session() {
        Person ada = people.signedIn();
        String oldest = sessionOf(ada.accessToken);
        String cursor = end();
        List<String> listed = new ArrayList<>();
        for (int number = 0; number < 60 && listed.isEmpty(); number++) {
            clock.advance(Duration.ofSeconds(1));
            ada.deviceToken = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                    .statusCode(200)
                    .extract()
                    .path("deviceToken");
            listed.addAll(ids(read(cursor)));
        }
        assertThat(listed).containsExactly(oldest);
    }

    @Test
    @DisplayName("[INTR-10] a removed key is reported for a day")
    void a_removed_key() {
        String cursor = end();
        String kid = Api.json().get("/.well-known/jwks.json").jsonPath().getString("keys[0].kid");
        Api.asClient().delete("/v1/admin/signing-keys/{kid}", kid).then().statusCode(204);
        JsonPath page = read(cursor);
        assertThat(ids(page)).containsExactly(kid);
        assertThat(page.getString("items[0].type")).isEqualTo("key");
        assertThat(page.getString("items[0].until"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)).toString());
    }

    @Test
    @DisplayName("[INTR-10] only a client with the scope may ask, and only in the form of the contract")
    void who_may_ask_and_how() {
        Person ada = people.signedIn();
        Api.as(ada.accessToken).get("/v1/revocations").then().statusCode(403);
        Api.json().get("/v1/revocations").then().statusCode(401);
        for (String query :
                List.of("after=x", "after=", "wait=31", "wait=-1", "wait=1.5", "wait=x", "limit=5", "wait=1&wait=1")) {
            Api.asClient()
                    .get("/v1/revocations?" + query)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:sallyport:problem:invalid-request"));
        }
        Api.asClient()
                .get("/v1/revocations?wait=31")
                .then()
                .body("errors.message", contains("must be a whole number from 0 to 30"));
        Api.asClient()
                .queryParam("after", end())
                .queryParam("wait", 1)
                .get("/v1/revocations")
                .then()
                .statusCode(200)
                .body("items", empty());
    }
}
