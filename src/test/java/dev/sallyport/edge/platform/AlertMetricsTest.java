package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.edge.retention.RetentionRun;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The metrics that the rules for Prometheus name. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AlertMetricsTest {

    private static final Path RULES = Path.of("deploy/prometheus/alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:sallyport|http_server)_[a-z_]+");

    @Inject
    People people;

    @Inject
    Rows database;

    @Inject
    TestClock clock;

    @Inject
    RetentionRun retention;

    @Inject
    @Readiness
    KeysReadiness keys;

    @Inject
    ReadinessMeter readiness;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private List<String> lines() {
        return RestAssured.get(metrics).asString().lines().toList();
    }

    @Test
    @DisplayName("[LOGS-07] the service has every metric that a rule names, and every event from 0 on")
    void every_metric_of_the_alerts_is_there() throws IOException {
        people.challengeFor(people.newcomer());
        retention.clearAway();
        Set<String> named = METRIC.matcher(Files.readString(RULES))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(named).hasSizeGreaterThan(9);
        List<String> lines = lines();
        assertThat(named)
                .allSatisfy(
                        metric -> assertThat(lines).anyMatch(line -> line.matches(Pattern.quote(metric) + "[ {].*")));
        for (AuditType type : AuditType.values()) {
            String series = "sallyport_events_total{outcome=\"refused\",type=\"" + type.text() + "\"} ";
            assertThat(lines).anyMatch(line -> line.startsWith(series));
        }
    }

    @Test
    @DisplayName("[LOGS-07] a replica that is not ready says so in its metrics, and that it is again")
    void readiness_is_shown() {
        Person ada = people.enrolled();
        // The clock of the tests is ahead of the database's, which alone would make the replica not ready.
        clock.whileBack(Duration.between(Instant.now(), clock.instant()), () -> {
            byte[] before = keyOf(ada);
            seal(ada, new byte[] {0x7f, 1, 2, 3});
            try {
                assertThat(readiness()).isEqualTo("sallyport_ready 0.0");
            } finally {
                seal(ada, before);
            }
            assertThat(readiness()).isEqualTo("sallyport_ready 1.0");
        });
    }

    private String readiness() {
        keys.look();
        readiness.look();
        return lines().stream()
                .filter(line -> line.startsWith("sallyport_ready "))
                .findFirst()
                .orElseThrow();
    }

    private byte[] keyOf(Person person) {
        return (byte[]) database.list(
                        "select substring(sealed_secret from 2 for 4) as id from totp_authenticator where user_id = ?::uuid",
                        person.userId)
                .get(0)
                .get("id");
    }

    /** Under the key of that id, as it seems: nothing is sealed again. */
    private void seal(Person person, byte[] keyId) {
        database.change(
                "update totp_authenticator set sealed_secret = overlay(sealed_secret placing ?::bytea from 2)"
                        + " where user_id = ?::uuid",
                keyId,
                person.userId);
    }
}
