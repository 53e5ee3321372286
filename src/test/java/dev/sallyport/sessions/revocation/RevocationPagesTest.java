package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
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

/** The order and the pages in which revocations are read. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RevocationPagesTest extends ReadRevocations {

    @Inject
    Rows database;

    @Inject
    DataSource source;

    private void insert(Connection connection, String subject) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into revocation (type, subject, revoked_at, until) values ('session', '" + subject
                    + "', '" + clock.instant() + "', '" + clock.instant().plusSeconds(600) + "')");
        }
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
        database.change(many, mark, now, later);
        JsonPath first = read(cursor);
        database.change(
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
        database.change("delete from revocation where subject like ? || '%'", mark);
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

        String feed = (String) database.list("select id::text as id from revocation_feed")
                .get(0)
                .get("id");
        database.change("update revocation_feed set id = gen_random_uuid()");
        try {
            assertThat(ids(read(after))).contains(session);
        } finally {
            database.change("update revocation_feed set id = ?::uuid", feed);
        }
        assertThat(ids(read(null))).contains(session);
        clock.advance(Duration.ofMinutes(11));
        assertThat(ids(read(null))).doesNotContain(session);
        assertThat(ids(read(cursor))).doesNotContain(session);
    }
}
