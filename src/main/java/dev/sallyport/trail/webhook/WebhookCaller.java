package dev.sallyport.trail.webhook;

import dev.sallyport.base.tracing.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message to an endpoint: to the address that was checked, whatever its name resolves to by now, without
 * following a redirect, and within ten seconds. Of the answer only the status is read.
 */
final class WebhookCaller {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_LINE = 4096;

    /** More than all endpoints together have open: endpoints behind one address do not wait for each other. */
    private static final int CONNECTIONS = 1000;

    private final HttpClient client;
    private final Duration timeout;

    WebhookCaller(Vertx vertx) {
        this(vertx, TIMEOUT, null);
    }

    /** @param trusted who signs certificates; null for those that Java trusts */
    WebhookCaller(Vertx vertx, Duration timeout, @Nullable TrustOptions trusted) {
        this.timeout = timeout;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setTrustOptions(trusted)
                .setMaxPoolSize(CONNECTIONS)
                .setConnectTimeout((int) timeout.toMillis())
                .setMaxHeaderSize(LONGEST_HEAD)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setDecompressionSupported(false)
                // The step below is all of it; the address stays out, and our ids stay out of the request.
                .setTracingPolicy(TracingPolicy.IGNORE));
    }

    /** Does not fail: the result says what went wrong. */
    CompletableFuture<DeliveryAttempt> send(
            WebhookTarget target, String id, Instant at, String body, List<WebhookSecret> secrets) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.isSecure())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(timeout.toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Sallyport-Webhooks")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .putHeader(
                        "webhook-signature",
                        secrets.stream()
                                .map(secret -> secret.sign(id, at, body))
                                .collect(Collectors.joining(" ")));
        CompletableFuture<DeliveryAttempt> result = new CompletableFuture<>();
        Step step = Step.first("webhook");
        Future<HttpClientRequest> begun = client.request(options);
        begun.compose(request -> request.send(Buffer.buffer(body)))
                .onSuccess(answer -> result.complete(read(answer)))
                .onFailure(fault -> result.complete(DeliveryAttempt.failed(name(fault))));
        return result.completeOnTimeout(
                        DeliveryAttempt.failed("no answer in " + timeout.toSeconds() + " seconds"),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((attempt, none) -> {
                    begun.onSuccess(HttpClientRequest::reset);
                    end(step, attempt);
                });
    }

    private static DeliveryAttempt read(HttpClientResponse answer) {
        // The request is reset below, which is no fault; without a handler the client would log it as an error.
        answer.exceptionHandler(cut -> {});
        return DeliveryAttempt.answered(answer.statusCode());
    }

    private static void end(Step step, DeliveryAttempt attempt) {
        if (attempt.answer() != null) {
            step.note(Step.STATUS, attempt.answer().longValue());
        }
        if (!attempt.isTaken()) {
            step.failed();
        }
        step.close();
    }

    /** The kind of failure: its message may have what the endpoint wrote. */
    private static String name(Throwable fault) {
        return fault.getClass().getSimpleName();
    }
}
