package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.edge.platform.Dashboard.Panel;
import dev.sallyport.edge.platform.Dashboard.Query;
import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.People;
import dev.sallyport.testing.TotpApp;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the dashboard, asked of a Prometheus that scrapes the packaged service. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DashboardIT {

    private static final int ONE = 0;
    private static final int OTHER = 1;

    private static final int LOADS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** In that time a series that begins with the first load is scraped. */
    private static final Duration BEGINNING = Duration.ofSeconds(3);

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /** What the load must be seen in. */
    private static final Set<String> MOVED = Set.of(
            "Sign-ins by outcome and reason",
            "Wrong passwords and codes, and the day before",
            "Second factors by method",
            "Challenges by purpose",
            "Challenges by reason",
            "Tries to send, by outcome",
            "Hashes",
            "Time of a hash",
            "Requests by status",
            "Time of a request",
            "Webhooks by outcome",
            "Revocations feed");

    @TempDir
    Path folder;

    @Test
    @DisplayName("[LOGS-08] no query of the dashboard is empty in a Prometheus that scrapes the service, and all move")
    void no_query_is_empty() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "prometheus is not installed: see .ci/run");
        Replicas replicas = Replicas.running();
        List<Integer> ports = List.of(replicas.managementPort(ONE), replicas.managementPort(OTHER));
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        hook.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        String webhook = Api.asClient()
                .body(Api.body(
                        "url", "http://127.0.0.1:" + hook.getAddress().getPort() + "/", "events", List.of("sign_in.*")))
                .post("/v1/admin/webhooks")
                .path("id");
        try (Prometheus prometheus = Prometheus.start(folder, ports)) {
            // A rise needs a value before it: what begins with the first request rises with a load after a scrape.
            int loads = 0;
            do {
                load(replicas);
            } while (!areShown(prometheus, loads == 0 ? BEGINNING : PATIENCE) && ++loads < LOADS);
            assertThat(missing(prometheus)).as("panels that stay empty").isEmpty();

            queries().forEach(query -> namesItsSeries(query, answer(prometheus, query)));
            assertThat(prometheus.data("label/instance/values?match%5B%5D=sallyport_ready"))
                    .hasSize(ports.size());
            assertThat(prometheus.data("rules").findValuesAsText("health"))
                    .isNotEmpty()
                    .containsOnly("ok");
        } finally {
            Api.asClient().delete("/v1/admin/webhooks/{id}", webhook);
            hook.stop(0);
        }
    }

    /** Sign-ins right and wrong, a second factor, a reset, mails and a backend that follows revocations. */
    private static void load(Replicas replicas) {
        for (int number : List.of(ONE, OTHER)) {
            Guest guest = replicas.guest(number, number);
            Api.signIn(guest.email(), "wrong anvil 42 tulip", guest.deviceToken())
                    .statusCode(401);
            JsonPath pending = Api.startEnrollment(guest.accessToken())
                    .statusCode(201)
                    .extract()
                    .jsonPath();
            TotpApp app = new TotpApp(pending.getString("secret"));
            String recovery = Api.confirm(
                            guest.accessToken(),
                            pending.getString("id"),
                            app.codeAt(Clock.systemUTC().instant()))
                    .statusCode(200)
                    .extract()
                    .path("recoveryCodes[0]");
            String challenge = Api.signIn(guest.email(), People.PASSWORD, null)
                    .statusCode(200)
                    .extract()
                    .path("challengeToken");
            Api.verify(challenge, "recovery_code", Guesses.otherThan(recovery)).statusCode(401);
            Api.verify(challenge, "recovery_code", recovery).statusCode(200);
            Api.json()
                    .body(Api.body("email", guest.email()))
                    .post("/v1/password/forgot")
                    .then()
                    .statusCode(202);
            Api.asClient().get("/v1/revocations").then().statusCode(200);
        }
        replicas.use(ONE);
    }

    private static Stream<Query> queries() {
        return Dashboard.panels().stream().flatMap(panel -> panel.queries().stream());
    }

    /** The series of a query that have a number. */
    private static List<JsonNode> answer(Prometheus prometheus, Query query) {
        try {
            List<JsonNode> series = new ArrayList<>();
            prometheus.query(query.asked("1m")).forEach(one -> {
                if (Double.isFinite(number(one))) {
                    series.add(one);
                }
            });
            return series;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(JsonNode series) {
        String text = series.at("/value/1").asText();
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static boolean isShown(Prometheus prometheus, Panel panel) {
        List<List<JsonNode>> answers =
                panel.queries().stream().map(query -> answer(prometheus, query)).toList();
        boolean moves = answers.stream().flatMap(List::stream).anyMatch(series -> number(series) > 0);
        return answers.stream().noneMatch(List::isEmpty) && (moves || !MOVED.contains(panel.title()));
    }

    /** What names a series is one of its labels; the 0 in place of none has no label. */
    private static void namesItsSeries(Query query, List<JsonNode> series) {
        Set<String> labels = LABEL.matcher(query.legend())
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
        for (JsonNode one : series) {
            Set<String> present = StreamSupport.stream(
                            ((Iterable<String>) () -> one.path("metric").fieldNames()).spliterator(), false)
                    .collect(Collectors.toSet());
            if (!present.isEmpty() || !query.text().endsWith("or vector(0)")) {
                assertThat(present).as(query.text()).containsAll(labels);
            }
        }
    }

    /** Whether all panels are shown within the patience. */
    private static boolean areShown(Prometheus prometheus, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean shown = missing(prometheus).isEmpty();
        while (!shown && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            shown = missing(prometheus).isEmpty();
        }
        return shown;
    }

    private static List<String> missing(Prometheus prometheus) {
        return Dashboard.panels().stream()
                .filter(panel -> !isShown(prometheus, panel))
                .map(Panel::title)
                .toList();
    }
}
