package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.Epochs;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.Database;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationsTest {

    private static final String ANOTHER_PASSWORD = "another anvil 42 tulip";

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    Epochs epochs;

    @Inject
    Database database;

    @Inject
    DataSource source;

    @Inject
    TestClock clock;

    private static JsonPath read(String after) {
        return Api.asClient()
                .queryParams(Api.body("after", after))
                .get("/v1/revocations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The cursor behind everything that there is. */
    private static String end() {
        JsonPath page = read(null);
        while (!page.getList("items").isEmpty()) {
            page = read(page.getString("next"));
        }
        return page.getString("next");
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("items.id", String.class);
    }

    private static String sessionOf(String accessToken) {
        return Api.session(accessToken).statusCode(200).extract().path("id");
    }

    private void insert(Connection connection, String subject) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into revocation (type, subject, revoked_at, until) values ('session', '" + subject
                    + "', '" + clock.instant() + "', '" + clock.instant().plusSeconds(600) + "')");
        }
    }

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
        List<String> told = new ArrayList<>();
        for (int number = 0; number < 60 && told.isEmpty(); number++) {
            clock.advance(Duration.ofSeconds(1));
            ada.deviceToken = Api.signIn(ada.email, People.PASSWORD, ada.deviceToken)
                    .statusCode(200)
                    .extract()
                    .path("deviceToken");
            told.addAll(ids(read(cursor)));
        }
        assertThat(told).containsExactly(oldest);
    }

    @Test
    @DisplayName("[INTR-10] a transaction that began first and ends last is reported after the one that overtook it")
    void transactions_that_end_in_the_wrong_order() throws SQLException {
        String slow = UUID.randomUUID().toString();
        String quick = UUID.randomUUID().toString();
        String cursor = end();
        try (Connection early = source.getConnection();
                Connection late = source.getConnection()) {
            early.setAutoCommit(false);
            insert(early, slow);
            insert(late, quick);

            JsonPath first = read(cursor);
            assertThat(ids(first)).containsExactly(quick);
            String next = first.getString("next");
            assertThat(ids(read(next))).isEmpty();

            early.commit();
            early.setAutoCommit(true);
            JsonPath second = read(next);
            assertThat(ids(second)).containsExactly(slow);
            assertThat(ids(read(second.getString("next")))).isEmpty();
            assertThat(ids(read(cursor))).containsExactlyInAnyOrder(slow, quick);
        }
    }

    @Test
    @DisplayName("[INTR-10] many revocations come in pages, each once, and what is added meanwhile comes after them")
    void pages() {
        String cursor = end();
        String mark = UUID.randomUUID().toString();
        String many = "insert into revocation (type, subject, revoked_at, until)"
                + " select 'session', ? || n, ?, ? from generate_series(1, 1100) n";
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp later = Timestamp.from(clock.instant().plusSeconds(600));
        database.execute(many, mark, now, later);
        JsonPath first = read(cursor);
        database.execute(
                "insert into revocation (type, subject, revoked_at, until) values ('session', ?, ?, ?)",
                mark + "late",
                now,
                later);
        JsonPath second = read(first.getString("next"));
        JsonPath third = read(second.getString("next"));
        JsonPath fourth = read(third.getString("next"));
        JsonPath fifth = read(fourth.getString("next"));
        assertThat(List.of(
                        ids(first).size(),
                        ids(second).size(),
                        ids(third).size(),
                        ids(fourth).size()))
                .containsExactly(500, 500, 100, 1);
        assertThat(ids(fourth)).containsExactly(mark + "late");
        assertThat(ids(fifth)).isEmpty();
        List<String> all = new ArrayList<>(ids(first));
        all.addAll(ids(second));
        all.addAll(ids(third));
        assertThat(all).doesNotHaveDuplicates().hasSize(1100);
        database.execute("delete from revocation where subject like ? || '%'", mark);
    }

    @Test
    @DisplayName("[INTR-10] expired revocations are not reported, and after a restore a backend starts again")
    void what_is_over_and_what_is_another_history() {
        Person ada = people.signedIn();
        String session = sessionOf(ada.accessToken);
        String cursor = end();
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        String after = read(cursor).getString("next");
        assertThat(ids(read(after))).isEmpty();

        String feed = (String) database.rows("select id::text as id from revocation_feed")
                .get(0)
                .get("id");
        database.execute("update revocation_feed set id = gen_random_uuid()");
        try {
            assertThat(ids(read(after))).contains(session);
        } finally {
            database.execute("update revocation_feed set id = ?::uuid", feed);
        }
        assertThat(ids(read(null))).contains(session);
        clock.advance(Duration.ofMinutes(11));
        assertThat(ids(read(null))).doesNotContain(session);
        assertThat(ids(read(cursor))).doesNotContain(session);
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
                .queryParam("after", end())
                .queryParam("wait", 1)
                .get("/v1/revocations")
                .then()
                .statusCode(200)
                .body("items", empty());
    }
}
