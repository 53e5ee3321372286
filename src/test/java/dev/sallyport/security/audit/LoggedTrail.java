package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What a request leaves in the trail, and in its log. */
abstract class LoggedTrail {

    @Inject
    People people;

    @Inject
    TestClock clock;

    @Inject
    Rows database;

    LogRecorder log;

    @BeforeEach
    void listen() {
        log = LogRecorder.open();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    /** One event that an act must leave. */
    record Event(String type, String outcome, String userId, String actor) {}

    static Event done(String type, Person user) {
        return new Event(type, "success", user.userId, "user:" + user.userId);
    }

    static Event refused(String type, Person user) {
        return new Event(type, "refused", user.userId, "user:" + user.userId);
    }

    Response assertLeaves(ValidatableResponse answer, Event... events) {
        Response response = answer.extract().response();
        String request = response.header("X-Request-Id");
        List<Map<String, Object>> rows = database.list(
                "select type, outcome, user_id::text, account_id::text, actor_kind, actor_id, ip, user_agent, at"
                        + " from audit_event where request_id = ?",
                request);
        assertThat(rows.stream()
                        .map(row -> new Event(
                                (String) row.get("type"),
                                (String) row.get("outcome"),
                                (String) row.get("user_id"),
                                actor(row))))
                .as("rows")
                .containsExactlyInAnyOrder(events);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row).containsEntry("ip", "127.0.0.1").containsEntry("user_agent", Api.BROWSER);
            assertThat(((Timestamp) row.get("at")).toInstant()).isEqualTo(clock.instant());
        });
        List<JsonNode> lines = log.trail().stream()
                .filter(line -> line.at("/mdc/requestId").asText().equals(request))
                .toList();
        assertThat(lines.stream()
                        .map(line -> new Event(
                                field(line, "event"),
                                field(line, "outcome"),
                                field(line, "userId"),
                                field(line, "actor"))))
                .as("lines")
                .containsExactlyInAnyOrder(events);
        assertThat(lines).allSatisfy(line -> {
            assertThat(field(line, "ip")).isEqualTo("127.0.0.1");
            assertThat(field(line, "userAgent")).isEqualTo(Api.BROWSER);
            assertThat(OffsetDateTime.parse(line.path("timestamp").asText()).getOffset())
                    .isEqualTo(ZoneOffset.UTC);
            assertThat(line.path("level").asText()).isEqualTo("INFO");
        });
        return response;
    }

    static String actor(Map<String, Object> row) {
        return row.get("actor_id") == null
                ? (String) row.get("actor_kind")
                : row.get("actor_kind") + ":" + row.get("actor_id");
    }

    static String field(JsonNode line, String name) {
        return line.path("mdc").path(name).textValue();
    }
}
