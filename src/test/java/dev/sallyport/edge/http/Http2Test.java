package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Clients that speak HTTP/2, as Java's own does where it can. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class Http2Test {

    @TestHTTPResource
    URL service;

    private HttpResponse<String> post(HttpClient client, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    @DisplayName("[API-04] a body over HTTP/2 is read as any other, at the first request and at later ones")
    void a_body_over_http_2() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (int round = 0; round < 3; round++) {
            HttpResponse<String> answer = post(client, "v1/test/echo", "{\"text\":\"a\"}");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
            assertThat(post(client, "v1/test/echo", "{").statusCode()).isEqualTo(400);
            HttpResponse<String> refused = post(client, "v1/test/echo", "{\"text\":\"" + "x".repeat(17 * 1024) + "\"}");
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.headers().map()).as("RFC 9113 section 8.2.2").doesNotContainKey("connection");
        }
    }
}
