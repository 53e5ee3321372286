package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.edge.platform.Replicas.Guest;
import dev.sallyport.testing.LoadTest;
import dev.sallyport.testing.Ports;
import dev.sallyport.testing.SallyportResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas behind the proxy of {@code deploy/nginx/tls.conf}, which are restarted one after the other. */
@LoadTest
class RestartsBehindNginxIT {

    private static final int CLIENTS = 8;

    /** What the two restarts see at least, so that their moments are hit. */
    private static final int ENOUGH = 1000;

    /** Between two requests of a client, so that a replica that starts has its share of the cores. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "[RELY-07] a rolling restart of two replicas behind nginx loses no request, be it one that nginx repeats"
                    + " or one that it must not")
    void a_rolling_restart_loses_nothing() throws Exception {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed: see .ci/run");
        Replicas replicas = Replicas.running();
        Guest ada = replicas.guest(0, 1);
        int port = Ports.free();
        try (Nginx nginx = Nginx.start(folder.resolve("nginx"), port, site(replicas, port))) {
            Load load = new Load(List.of(check(nginx, ada), introspection(nginx, ada)));
            load.start();
            try {
                replicas.restart(0);
                replicas.restart(1);
            } finally {
                load.finish();
            }
            assertThat(load.faults)
                    .as("of %s requests, %s", load.answered, nginx.logged("reading response header"))
                    .isEmpty();
            assertThat(load.answered).hasValueGreaterThan(ENOUGH);
        }
    }

    /** The published upstream and location, with these two replicas, without TLS. */
    private static String site(Replicas replicas, int port) throws IOException {
        String published = Files.readString(Path.of("deploy/nginx/tls.conf"));
        return """
                upstream sallyport {
                %s
                server {
                    listen 127.0.0.1:%d;
                %s
                }
                """.formatted(
                        block(published, "upstream sallyport {")
                                .replaceFirst(
                                        "server sallyport:8080(.*);",
                                        "server %s$1;\n server %s$1;".formatted(host(replicas, 0), host(replicas, 1))),
                        port,
                        "location / {\n" + block(published, "location / {"));
    }

    private static String block(String text, String opening) {
        int start = text.indexOf(opening) + opening.length();
        return text.substring(start, text.indexOf("}\n", start) + 1);
    }

    private static String host(Replicas replicas, int number) {
        return replicas.address(number).replace("http://", "");
    }

    private static HttpRequest check(Nginx nginx, Guest ada) {
        return HttpRequest.newBuilder(URI.create(nginx.address("/v1/session")))
                .header("Authorization", "Bearer " + ada.accessToken())
                .build();
    }

    private static HttpRequest introspection(Nginx nginx, Guest ada) {
        String client = SallyportResource.CLIENT_ID + ":" + SallyportResource.CLIENT_SECRET;
        return HttpRequest.newBuilder(URI.create(nginx.address("/oauth2/introspect")))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.US_ASCII)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + ada.accessToken()))
                .build();
    }

    /** Clients that each send these requests in turn, and do not repeat one. */
    private static final class Load {

        private final List<HttpRequest> requests;
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final AtomicBoolean goesOn = new AtomicBoolean(true);
        private final AtomicInteger answered = new AtomicInteger();
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();
        private final List<Thread> clients;

        Load(List<HttpRequest> requests) {
            this.requests = requests;
            this.clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> new Thread(this::send, "client " + client))
                    .toList();
        }

        void start() {
            clients.forEach(Thread::start);
        }

        void finish() throws InterruptedException {
            goesOn.set(false);
            for (Thread client : clients) {
                client.join();
            }
        }

        private void send() {
            for (int next = 0; goesOn.get(); next++) {
                HttpRequest request = requests.get(next % requests.size());
                LockSupport.parkNanos(PAUSE.toNanos());
                try {
                    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                    answered.incrementAndGet();
                    if (answer.statusCode() != 200) {
                        faults.add(request.method() + " " + answer.statusCode() + " " + answer.body());
                    }
                } catch (IOException | InterruptedException failed) {
                    faults.add(request.method() + " " + failed);
                }
            }
        }
    }
}
