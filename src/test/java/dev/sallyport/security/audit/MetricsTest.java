package dev.sallyport.security.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MetricsTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static final String[] MIGRATIONS = new File("src/main/resources/db/migration").list();

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    /** The value of a series, 0 as long as there is none. */
    private double read(String series) {
        return RestAssured.get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    @Test
    @DisplayName(
            "[LOGS-05] every event of the trail is counted by its type and outcome, and by nothing about the person")
    void events_are_counted() {
        Person ada = people.newcomer();
        String wrong = "sallyport_events_total{outcome=\"refused\",type=\"authn_code_fail\"}";
        String right = "sallyport_events_total{outcome=\"success\",type=\"authn_login_success\"}";
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        double wrongBefore = read(wrong);
        double rightBefore = read(right);

        Api.verify(challenge, "email_code", Guesses.otherThan(code)).statusCode(401);
        Api.verify(challenge, "email_code", code).statusCode(200);

        assertThat(read(wrong)).isEqualTo(wrongBefore + 1);
        assertThat(read(right)).isEqualTo(rightBefore + 1);
        assertThat(RestAssured.get(metrics).asString()).doesNotContain(ada.userId, ada.email);
    }

    @Test
    @DisplayName("[LOGS-05] the management port shows version, commit and schema, and so do the metrics")
    void what_runs_here_is_told() {
        int newest = MIGRATIONS.length;
        JsonPath version = RestAssured.get(metrics.toString().replaceFirst("/q/metrics$|/metrics$", "/version"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
        assertThat(version.getString("version")).isNotEmpty().doesNotContain("$");
        assertThat(version.getString("commit")).matches("[0-9a-f]{40}|unknown");
        assertThat(version.getInt("schema")).isEqualTo(newest);
        assertThat(read("sallyport_build_info{commit=\"" + version.getString("commit") + "\",schema=\"" + newest
                        + "\",version=\"" + version.getString("version") + "\"}"))
                .isOne();
    }

    @Test
    @DisplayName(
            "[LOGS-05] requests and slow hashes have buckets, every metric a help text, and promtool takes them all")
    void operators_can_read_the_metrics() throws IOException, InterruptedException {
        people.challengeFor(people.newcomer());
        String all = RestAssured.given()
                .accept("text/plain; version=0.0.4")
                .get(metrics)
                .asString();
        assertThat(all)
                .contains("http_server_requests_seconds_bucket{")
                .contains("uri=\"/v1/sign-in\",le=\"0.1\",}")
                .contains("sallyport_hashing_seconds_bucket{step=\"wait\",le=\"0.1\",}")
                .contains("sallyport_hashing_seconds_bucket{step=\"work\",le=\"0.1\",}");
        assertThat(all.lines().filter(line -> line.startsWith("# TYPE ")))
                .allSatisfy(line -> assertThat(all).containsPattern("# HELP " + line.split(" ")[2] + " \\S"));

        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed: see .ci/run");
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream input = promtool.getOutputStream()) {
            input.write(all.getBytes(StandardCharsets.UTF_8));
        }
        String verdict = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(verdict).isZero();
    }

    @Test
    @DisplayName("[LOGS-05] codes are counted by method and verdict, also where the answer says nothing of them")
    void codes_are_counted() {
        Person ada = people.newcomer();
        String wrong = "sallyport_codes_total{method=\"email_code\",outcome=\"refused\"}";
        String right = "sallyport_codes_total{method=\"email_code\",outcome=\"accepted\"}";
        double wrongBefore = read(wrong);
        double rightBefore = read(right);
        String challenge = people.challengeFor(ada);
        String code = mailbox.awaitCode(ada.email, 1);
        Api.verify(challenge, "email_code", Guesses.otherThan(code)).statusCode(401);
        assertThat(read(wrong)).isEqualTo(wrongBefore + 1);
        Api.verify(challenge, "email_code", code).statusCode(200);
        assertThat(read(right)).isEqualTo(rightBefore + 1);
        assertThat(read(wrong)).isEqualTo(wrongBefore + 1);
        assertThat(RestAssured.get(metrics).asString())
                .contains("sallyport_codes_total{method=\"paper_key\",outcome=\"locked\"}");
    }

    @Test
    @DisplayName("[LOGS-05] the pool of connections is shown: in use, free, waited for, and as many as there may be")
    void the_pool_is_shown() {
        people.newcomer();
        double most = read("sallyport_database_connections_max");
        double all = read("sallyport_database_connections{state=\"active\"}")
                + read("sallyport_database_connections{state=\"idle\"}");
        assertThat(most).isPositive();
        assertThat(all).isBetween(1.0, most);
        assertThat(RestAssured.get(metrics).asString()).contains("sallyport_database_waiting 0.0");
    }

    @Test
    @DisplayName("[LOGS-05] mails are counted by outcome, and waiting hashes are shown")
    void mails_and_hashes_are_counted() {
        Person ada = people.newcomer();
        people.challengeFor(ada);
        mailbox.awaitCode(ada.email, 1);
        assertThat(read("sallyport_mails_total{outcome=\"accepted\"}")).isPositive();
        assertThat(RestAssured.get(metrics).asString()).contains("sallyport_hashes_waiting 0.0");
    }
}
