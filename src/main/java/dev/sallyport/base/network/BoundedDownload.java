package dev.sallyport.base.network;

import dev.sallyport.base.tracing.Step;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads small documents of other systems: within limits of time and size, and without following redirects. */
public final class BoundedDownload {

    private static final int OK = 200;

    private final String name;
    private final HttpClient http;
    private final Duration patience;
    private final int maxBytes;

    /**
     * @param name of the step in a trace: what is read, which MUST be a constant
     * @param patience for the connection, for the headers, and for the body
     * @param maxBytes of the body
     */
    public BoundedDownload(String name, Duration patience, int maxBytes) {
        this.name = name;
        this.patience = patience;
        this.maxBytes = maxBytes;
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The document as text in UTF-8.
     *
     * @throws IOException for any other status than 200, and when a limit is reached
     */
    public String read(URI address, Map<String, String> headers) throws IOException {
        try (Step step = Step.outgoing(name)) {
            try {
                return read(address, headers, step);
            } catch (IOException failure) {
                step.failed();
                throw failure;
            }
        }
    }

    private String read(URI address, Map<String, String> headers, Step step) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            step.note(Step.STATUS, (long) answer.statusCode());
            try (InputStream body = answer.body()) {
                // The request's timeout ends with the headers: a body that trickles is cut off here.
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> close(body));
                byte[] bytes = body.readNBytes(maxBytes + 1);
                if (answer.statusCode() != OK || bytes.length > maxBytes) {
                    throw new IOException("Not an answer to read");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted");
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
