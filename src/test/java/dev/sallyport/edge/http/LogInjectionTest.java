package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.LogRecorder;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogInjectionTest {

    private static final String FORGED = "{\"event\":\"authn_login_success\",\"outcome\":\"success\"}";

    private static final List<String> AGENTS = List.of(
            "x\r\n " + FORGED,
            "x\\n" + FORGED,
            "\u001b[2J\u001b[1;31m",
            "x\u0085" + FORGED,
            "\",\"event\":\"authn_login_success\",\"x\":\"",
            "x%0a" + FORGED,
            "a".repeat(10 * 1024),
            "{\"a\":1}",
            "\u0007\u0008\u007f",
            "${jndi:ldap://127.0.0.1/x}",
            "%s%n%d");

    @TestHTTPResource
    URL service;

    @Inject
    People people;

    @Inject
    Rows database;

    private static String body(Person person) {
        return "{\"email\":\"" + person.email + "\",\"password\":\"wrong\"}";
    }

    @Test
    @DisplayName("[LOGS-03] a user agent stays one short field of one line, whatever it holds")
    void user_agents() throws IOException {
        for (String agent : AGENTS) {
            Person ada = people.newcomer();
            RawHttp.Answer answer;
            List<JsonNode> trail;
            try (LogRecorder log = LogRecorder.open()) {
                answer = new RawHttp(service.getPort())
                        .post(
                                "/v1/sign-in",
                                body(ada).getBytes(StandardCharsets.UTF_8),
                                "Content-Type: application/json",
                                "User-Agent: " + agent);
                assertThat(log.lines()).allSatisfy(LogInjectionTest::assertOneLine);
                trail = log.trail();
            }
            if (answer.status() == 400) {
                // A control character in a header: the server does not take the request at all.
                assertThat(agent).containsPattern("\\p{Cntrl}");
                assertThat(trail).isEmpty();
                continue;
            }
            assertThat(answer.status()).as(agent).isEqualTo(401);
            assertThat(trail).hasSize(1);
            JsonNode line = trail.get(0);
            assertThat(line.at("/mdc/event").asText()).isEqualTo("authn_login_fail");
            assertThat(line.at("/mdc/outcome").asText()).isEqualTo("refused");
            assertThat(line.at("/mdc/requestId").asText())
                    .isEqualTo(answer.header("X-Request-Id").orElseThrow());
            String kept = line.at("/mdc/userAgent").asText();
            assertThat(kept).hasSizeLessThanOrEqualTo(200).doesNotContainPattern("\\p{Cntrl}");
            assertThat(database.list(
                                    "select user_agent from audit_event where user_id = ?::uuid and type ="
                                            + " 'authn_login_fail'",
                                    ada.userId)
                            .get(0)
                            .get("user_agent"))
                    .isEqualTo(kept);
        }
    }

    /** As it is printed: one line that a reader of JSON takes whole. */
    private static void assertOneLine(String line) {
        assertThat(line).endsWith("\n");
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.strip()).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
        assertThat(LogRecorder.parse(line).isObject()).isTrue();
    }

    @Test
    @DisplayName("[LOGS-03] a name, an email, a path and a request id of a client forge no line either")
    void other_texts() throws IOException {
        Person ada = people.signedIn();
        RawHttp raw = new RawHttp(service.getPort());
        try (LogRecorder log = LogRecorder.open()) {
            raw.exchange("GET", "/v1/x%0a" + "%7B%22event%22:%22authn_login_success%22%7D", "X-Request-Id: " + FORGED);
            raw.exchange("GET", "/v1/test/fault", "X-Request-Id: forged", "User-Agent: \u001b[2J" + FORGED);
            Api.signIn("a\"b" + FORGED + "@example.org", "wrong", null);
            Api.as(ada.accessToken)
                    .body(Api.body("name", "x\",\"event\":\"authn_login_success"))
                    .post("/v1/me/authenticators")
                    .then()
                    .statusCode(201);
            assertThat(log.lines()).isNotEmpty().allSatisfy(LogInjectionTest::assertOneLine);
            assertThat(log.trail())
                    .noneMatch(line -> line.at("/mdc/event").asText().equals("authn_login_success"));
            assertThat(String.join("", log.lines())).doesNotContain("forged");
        }
    }
}
