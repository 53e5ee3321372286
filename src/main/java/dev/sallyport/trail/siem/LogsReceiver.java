package dev.sallyport.trail.siem;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A collector that takes logs by OTLP over HTTP. Its answer says that it has them, and how many of them it will never
 * take. Redirects are not followed, and of the answer little is read.
 */
final class LogsReceiver implements Receiver {

    /** For the headers of the answer, and again for its body. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int OK = 200;
    private static final int REDIRECTION = 300;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final Map<String, String> headers;
    private final LogRecords records;
    private final HttpClient http;
    private final Duration timeout;

    LogsReceiver(URI address, Map<String, String> headers, LogRecords records, SSLContext tls, Duration timeout) {
        this.address = address;
        this.headers = headers;
        this.records = records;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return Receivers.LOGS;
    }

    @Override
    public int send(List<SiemEvent> events) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("user-agent", "Sallyport")
                .POST(HttpRequest.BodyPublishers.ofByteArray(records.request(events)));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                // The request's timeout ends with the headers: a body that trickles is cut off here.
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> close(body));
                byte[] read = body.readNBytes(LONGEST_ANSWER);
                requireTaken(answer);
                return Math.min(refused(read), events.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static void requireTaken(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() >= OK && answer.statusCode() < REDIRECTION) {
            return;
        }
        String status = "status " + answer.statusCode();
        Optional<Duration> wait = answer.headers()
                .firstValue("retry-after")
                .filter(SECONDS.asMatchPredicate())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        if (wait.isPresent()) {
            throw new RetryAfterException(status, wait.get().compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.get());
        }
        throw new IOException(status);
    }

    /** Some collectors answer with nothing, or with another form than they were asked in: they have taken all. */
    private static int refused(byte[] answer) {
        try {
            return Math.max(
                    0,
                    JSON.readTree(answer)
                            .at("/partialSuccess/rejectedLogRecords")
                            .asInt());
        } catch (IOException noJson) {
            return 0;
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // There is nothing left to close.
        }
    }
}
