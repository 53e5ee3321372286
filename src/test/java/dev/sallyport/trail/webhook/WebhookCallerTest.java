package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.base.tracing.RecordedSteps;
import dev.sallyport.base.tracing.Step;
import dev.sallyport.testing.Certificates;
import dev.sallyport.testing.RecordedLog;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookCallerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static final int LONGEST_REQUEST = 64 * 1024;

    /** Bytes: more than the buffers of a connection hold. */
    private static final long MUCH = 1L << 30;

    private final Vertx vertx = Vertx.vertx();
    private final WebhookCaller caller = new WebhookCaller(vertx, Duration.ofSeconds(2), null);
    private final Endpoint endpoint = new Endpoint();

    @AfterEach
    void close() throws Exception {
        endpoint.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private DeliveryAttempt send(String url) throws Exception {
        return send(url, "127.0.0.1");
    }

    private DeliveryAttempt send(String url, String address) throws Exception {
        return begin(caller, url, address).get(20, TimeUnit.SECONDS);
    }

    private static CompletableFuture<DeliveryAttempt> begin(WebhookCaller caller, String url, String address)
            throws IOException {
        WebhookTarget target = new WebhookTarget(URI.create(url), InetAddress.getByName(address));
        return caller.send(target, "id", NOW, "{}", List.of(WebhookSecret.next(), WebhookSecret.next()));
    }

    @Test
    @DisplayName("[HOOK-04] the connection goes to the checked address; its name is only sent along")
    void the_address_is_pinned() throws Exception {
        DeliveryAttempt attempt = send("http://rebind.example.org:" + endpoint.port() + "/a?b=c");
        assertThat(attempt.isTaken()).isTrue();
        Endpoint.Message message = endpoint.messages().get(0);
        assertThat(message.host()).isEqualTo("rebind.example.org:" + endpoint.port());
        assertThat(message.id()).isEqualTo("id");
        assertThat(message.timestamp()).isEqualTo(String.valueOf(NOW.getEpochSecond()));
        assertThat(message.signature()).matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
    }

    @Test
    void each_try_is_a_step_with_the_status_and_nothing_of_the_endpoint() throws Exception {
        try (RecordedSteps steps = new RecordedSteps()) {
            endpoint.answering(message -> 503);
            send(endpoint.url());
            send("http://127.0.0.1:" + port() + "/");
            assertThat(steps.ended())
                    .extracting(
                            SpanData::getName,
                            SpanData::getTotalAttributeCount,
                            span -> span.getAttributes().get(Step.STATUS),
                            span -> span.getStatus().getStatusCode())
                    .containsExactly(
                            tuple("webhook", 1, 503L, StatusCode.ERROR), tuple("webhook", 0, null, StatusCode.ERROR));
        }
    }

    @Test
    @DisplayName("[HOOK-04] a redirect is an answer like any other, and leads nowhere")
    void a_redirect_is_not_followed() throws Exception {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            endpoint.answering(message -> status);
            assertThat(send(endpoint.url())).isEqualTo(DeliveryAttempt.answered(status));
        }
        assertThat(endpoint.messages()).hasSize(5);
    }

    @Test
    @DisplayName("[HOOK-03] an endpoint that does not answer, and one that is not there, end the try in time")
    void an_endpoint_that_does_not_answer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            long begin = System.nanoTime();
            DeliveryAttempt attempt = send("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThat(attempt.isTaken()).isFalse();
            assertThat(attempt.answer()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        }
        int closed = port();
        assertThat(send("http://127.0.0.1:" + closed + "/").fault().orElseThrow())
                .contains("Exception");
    }

    @Test
    @DisplayName("[HOOK-04] an https endpoint is sent nothing without a trusted certificate for the name in its URL")
    void a_certificate_is_required(@TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        try (Endpoint secure = new Endpoint(certificates.server("hook", "dns:hook.test"))) {
            PfxOptions trust = new PfxOptions()
                    .setPath(certificates.trust("hook").toString())
                    .setPassword(Certificates.PASSWORD);
            WebhookCaller trusting = new WebhookCaller(vertx, Duration.ofSeconds(10), trust);
            String url = "https://hook.test:" + secure.port() + "/";
            String other = "https://other.test:" + secure.port() + "/";

            assertThat(send(url).isTaken()).isFalse();
            assertThat(begin(trusting, other, "127.0.0.1")
                            .get(20, TimeUnit.SECONDS)
                            .isTaken())
                    .isFalse();
            assertThat(secure.messages()).isEmpty();
            assertThat(begin(trusting, url, "127.0.0.1").get(20, TimeUnit.SECONDS))
                    .isEqualTo(DeliveryAttempt.answered(204));
            assertThat(secure.messages()).hasSize(1);
        }
    }

    @Test
    @DisplayName("[HOOK-03] tries that hang do not keep others from the same host")
    void tries_that_hang() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        endpoint.answering(message -> {
            if (message.path().equals("/slow")) {
                try {
                    hanging.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return 204;
        });
        String slow = "http://127.0.0.1:" + endpoint.port() + "/slow";
        WebhookCaller patient = new WebhookCaller(vertx, Duration.ofSeconds(20), null);
        List<CompletableFuture<DeliveryAttempt>> waiting = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            waiting.add(begin(patient, slow, "127.0.0.1"));
        }
        assertThat(begin(patient, endpoint.url(), "127.0.0.1").get(10, TimeUnit.SECONDS))
                .isEqualTo(DeliveryAttempt.answered(204));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        hanging.countDown();
    }

    @Test
    @DisplayName("[HOOK-04] an answer without an end is not read: neither its headers nor its body")
    void an_answer_without_an_end() throws Exception {
        assertThat(pour("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n", "body "))
                .isEqualTo(DeliveryAttempt.answered(200));
        assertThat(pour("HTTP/1.1 200 OK\r\n", "x-more: and more\r\n").isTaken())
                .isFalse();
    }

    @Test
    @DisplayName("[HOOK-04] an answer with a body that is cut off is no error in the log")
    void an_answer_that_is_cut_off() throws Exception {
        try (RecordedLog log = RecordedLog.open()) {
            // Node answers in chunks, and the end of them comes later than the status.
            assertThat(pour("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "5\r\nhello\r\n"))
                    .isEqualTo(DeliveryAttempt.answered(200));
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(log.errors()).isEmpty();
        }
    }

    /** Sends a message to an endpoint that writes until its connection is closed, which must happen soon. */
    private DeliveryAttempt pour(String head, String more) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Long> written = CompletableFuture.supplyAsync(() -> {
                long bytes = 0;
                try (Socket socket = server.accept()) {
                    // an answer before the request would be another fault
                    if (socket.getInputStream().read(new byte[LONGEST_REQUEST]) < 0) {
                        return bytes;
                    }
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    byte[] chunk = more.repeat(100).getBytes(StandardCharsets.US_ASCII);
                    while (bytes < MUCH) {
                        socket.getOutputStream().write(chunk);
                        bytes += chunk.length;
                    }
                } catch (IOException closed) {
                    return bytes;
                }
                return bytes;
            });
            DeliveryAttempt attempt = send("http://127.0.0.1:" + server.getLocalPort() + "/");
            assertThat(written.get(20, TimeUnit.SECONDS)).isLessThan(MUCH);
            return attempt;
        }
    }

    private static int port() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
