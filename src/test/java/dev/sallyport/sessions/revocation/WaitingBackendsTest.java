package dev.sallyport.sessions.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Await;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.SallyportResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Backends that wait for what is revoked. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WaitingBackendsTest {

    /** More than the service has threads for requests (200), and connections to the database. */
    private static final int MANY = 230;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    People people;

    @Inject
    WaitingBackends waiting;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/v1/revocations")
    URL revocations;

    /** Each request on a connection of its own. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private CompletableFuture<HttpResponse<String>> ask(String after, int seconds) {
        String who = SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET;
        String query = "?wait=" + seconds + (after == null ? "" : "&after=" + after);
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create(revocations + query))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8)))
                        .timeout(Duration.ofSeconds(40))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String end() throws Exception {
        JsonNode page = read(ask(null, 0).get(20, TimeUnit.SECONDS));
        while (!page.path("items").isEmpty()) {
            page = read(ask(page.path("next").asText(), 0).get(20, TimeUnit.SECONDS));
        }
        return page.path("next").asText();
    }

    @Test
    @DisplayName("[INTR-11] [INTR-10] more backends wait than there are threads and connections, and all get an answer")
    void many_wait_and_hold_nothing() throws Exception {
        Person ada = people.signedIn();
        String session = Api.session(ada.accessToken).extract().path("id");
        String cursor = end();
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            all.add(ask(cursor, 30));
        }
        Await.await("all backends", () -> waiting.count() >= MANY);
        assertThat(waiting.count()).isEqualTo(MANY);
        assertThat(meters.get("sallyport.revocations.waiting").gauge().value()).isEqualTo(MANY);

        // Others are answered meanwhile, by the database too.
        Api.session(ada.accessToken).statusCode(200);
        assertThat(all).noneMatch(CompletableFuture::isDone);
        long ended = System.nanoTime();
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        for (CompletableFuture<HttpResponse<String>> each : all) {
            JsonNode page = read(each.get(20, TimeUnit.SECONDS));
            assertThat(page.at("/items/0/id").asText()).isEqualTo(session);
            assertThat(page.path("items")).hasSize(1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofSeconds(10));
        assertThat(waiting.count()).isZero();
    }

    @Test
    @DisplayName("[INTR-10] a wait that is over is answered with nothing, and its cursor stays usable")
    void a_wait_that_is_over() throws Exception {
        String cursor = end();
        JsonNode page = read(ask(cursor, 1).get(20, TimeUnit.SECONDS));
        assertThat(page.path("items")).isEmpty();
        Person ada = people.signedIn();
        Api.as(ada.accessToken).post("/v1/sign-out").then().statusCode(204);
        assertThat(read(ask(page.path("next").asText(), 30).get(20, TimeUnit.SECONDS))
                        .path("items"))
                .hasSize(1);
    }
}
