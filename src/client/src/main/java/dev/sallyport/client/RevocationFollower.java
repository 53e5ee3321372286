package dev.sallyport.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.jose4j.lang.JoseException;

/** The thread that reads {@code GET /v1/revocations}, page after page. It ends when it is interrupted. */
final class RevocationFollower extends Thread {

    private static final System.Logger LOG = System.getLogger("dev.sallyport.client");

    /** How long the service may wait for something to tell. */
    private static final int WAIT_SECONDS = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(WAIT_SECONDS + 10);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 1024 * 1024;

    /** The most that a page can hold: with fewer there is nothing behind it. */
    static final int PAGE = 500;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** The service can answer at once with nothing, as when it stops: so that this is no loop without a pause. */
    private static final Duration BETWEEN_EMPTY = Duration.ofMillis(500);

    private final String address;
    private final String authorization;
    private final RevokedThings things;
    private final BoundedHttp http = new BoundedHttp(CONNECT);
    private final CountDownLatch firstRead = new CountDownLatch(1);

    /** Where the next page begins; empty for everything that matters still. */
    private Optional<String> cursor = Optional.empty();

    private int failures;

    /** The last page was full: the next one is asked for at once, and is the end of what there was at the first. */
    private boolean isBehind;

    /** When the first of the pages was answered that are read now, up to one that is not full. */
    private long asOf;

    private volatile boolean isComplete;
    private volatile long lastAnswer;

    RevocationFollower(String service, String authorization, RevokedThings things) {
        super("sallyport-revocations");
        setDaemon(true);
        this.address = service + "/v1/revocations";
        this.authorization = authorization;
        this.things = things;
    }

    CountDownLatch firstRead() {
        return firstRead;
    }

    Optional<Duration> age() {
        return isComplete ? Optional.of(Duration.ofNanos(System.nanoTime() - lastAnswer)) : Optional.empty();
    }

    @Override
    public void run() {
        try {
            while (!isInterrupted()) {
                readOrPause();
            }
        } catch (InterruptedException closed) {
            interrupt();
        }
    }

    private void readOrPause() throws InterruptedException {
        try {
            long asked = System.nanoTime();
            boolean isEmpty = read();
            if (failures > 0) {
                LOG.log(System.Logger.Level.INFO, "The revocations at {0} are followed again", address);
                failures = 0;
            }
            long took = System.nanoTime() - asked;
            if (isEmpty && isComplete && took < BETWEEN_EMPTY.toNanos()) {
                Thread.sleep(BETWEEN_EMPTY.toMillis());
            }
        } catch (IOException | JoseException | RuntimeException e) {
            // the follower must outlive whatever an answer contains
            if (failures == 0) {
                LOG.log(
                        System.Logger.Level.WARNING, "The revocations at {0} are not read: {1}", address, e.getMessage());
            }
            Thread.sleep(pause().toMillis());
            failures++;
        }
    }

    /** Twice as long after each failure, and not at the same moment as all other backends. */
    private Duration pause() {
        Duration longest = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 6));
        long most = Math.min(longest.toMillis(), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    /**
     * Reads a page, and says whether it had nothing. What is known is as old as the first of a row of full pages: the
     * service reads those behind it as of that moment.
     */
    private boolean read() throws IOException, InterruptedException, JoseException {
        HttpResponse<byte[]> answer = http.send(request(), MOST_BYTES, PATIENCE);
        long answered = System.nanoTime();
        if (answer.statusCode() == 400) {
            readAnew(); // another service than the one that gave the cursor
        }
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        RevocationPage page = RevocationPage.parse(answer.body());
        remember(page);
        cursor = Optional.of(page.next());
        asOf = isBehind ? asOf : answered;
        isBehind = page.listed() >= PAGE;
        if (!isBehind) {
            lastAnswer = asOf;
            isComplete = true;
            firstRead.countDown();
        }
        return page.listed() == 0;
    }

    /** From the beginning: until its end what is known is not complete. */
    private void readAnew() {
        isComplete = false;
        isBehind = false;
        cursor = Optional.empty();
    }

    private HttpRequest request() {
        String query = isComplete && !isBehind ? "?wait=" + WAIT_SECONDS : "?wait=0";
        String after = cursor.map(text -> "&after=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).orElse("");
        return HttpRequest.newBuilder(URI.create(address + query + after))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", authorization)
                .build();
    }

    /** Where there is no room, what is known is not complete, and is read again from the beginning. */
    private void remember(RevocationPage page) throws IOException {
        Instant now = Instant.now();
        things.forgetOver(now);
        for (RevocationPage.Item item : page.items()) {
            if (!things.add(item.type(), item.id(), item.revokedAt(), item.until(), now)) {
                readAnew();
                throw new IOException("there are more than can be remembered");
            }
        }
    }
}
