package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.client.Refusal.Reason;
import dev.sallyport.client.Revocations.WhenStale;
import dev.sallyport.testing.SlowTest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class FollowedRevocationsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestIssuer issuer = new TestIssuer();

    FollowedRevocationsTest() throws Exception {}

    @AfterEach
    void close() {
        issuer.close();
    }

    private Revocations.Builder settings() {
        return Revocations.of(issuer.address(), TestIssuer.CLIENT, TestIssuer.SECRET);
    }

    private TokenVerifier verifier(Revocations revocations) {
        return TokenVerifier.forIssuer(issuer.address())
                .revocations(revocations)
                .build();
    }

    /** The reason for which a token is refused; empty if it is accepted. */
    private static String refused(TokenVerifier verifier, String token) {
        TokenVerdict verdict = verifier.verify(token, Requirement.SIGNED_IN);
        return verdict instanceof TokenVerdict.Refused no
                ? no.refusal().reason().name()
                : "";
    }

    private String issuedAt(long second) throws JoseException {
        return issuer.token(claims -> claims.setIssuedAt(NumericDate.fromSeconds(second)));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    @DisplayName("[INTR-13] sessions, users and keys that have ended are refused as soon as the feed lists them")
    void what_has_ended() throws Exception {
        issuer.revoke("session", "ended-before", Instant.now(), Duration.ofMinutes(5));
        try (Revocations revocations = settings().follow()) {
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            TokenVerifier verifier = verifier(revocations);
            String token = issuer.token();
            assertThat(refused(verifier, token)).isEmpty();
            assertThat(refused(verifier, issuer.token(claims -> claims.setStringClaim("sid", "ended-before"))))
                    .isEqualTo("INVALID_TOKEN");

            issuer.revoke("session", "one-session", Instant.now(), Duration.ofMinutes(5));
            await(() -> !refused(verifier, token).isEmpty());
            assertThat(refused(verifier, token)).isEqualTo("INVALID_TOKEN");
            assertThat(refused(verifier, issuer.token(claims -> claims.setStringClaim("sid", "another"))))
                    .isEmpty();

            issuer.revoke("a-later-type", "another", Instant.now(), Duration.ofMinutes(5));
            issuer.revoke("key", issuer.kid(), Instant.now(), Duration.ofMinutes(5));
            String other = issuer.token(claims -> claims.setStringClaim("sid", "another"));
            await(() -> refused(verifier, other).equals("INVALID_TOKEN"));
            assertThat(revocations.size()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("[INTR-13] of a user the tokens until then are refused, and later ones are accepted")
    void a_user() throws Exception {
        Instant then = Instant.now();
        issuer.revoke("user", "ada", then, Duration.ofMinutes(5));
        issuer.revoke("user", "ada", then.minusSeconds(60), Duration.ofMinutes(5)); // an older one that comes twice
        try (Revocations revocations = settings().follow()) {
            revocations.awaitFirst(SOON);
            TokenVerifier verifier = verifier(revocations);
            assertThat(refused(verifier, issuedAt(then.getEpochSecond()))).isEqualTo("INVALID_TOKEN");
            assertThat(refused(verifier, issuedAt(then.getEpochSecond() + 1))).isEmpty();
        }
    }

    private void revokeSessions(int number) {
        for (int i = 0; i < number; i++) {
            issuer.revoke("session", "session-" + i, Instant.now(), Duration.ofMinutes(5));
        }
    }

    @Test
    @DisplayName("[INTR-13] many pages are read before the first token is accepted, and what is over is forgotten")
    void many_pages() throws Exception {
        revokeSessions(2 * TestIssuer.PAGE);
        for (int i = 0; i < 20; i++) {
            issuer.revoke("session", "over-" + i, Instant.now(), Duration.ofMillis(300));
        }
        try (Revocations revocations = settings().follow()) {
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            await(() -> issuer.feedRequests.get() == 4);
            assertThat(issuer.feedQueries)
                    .containsExactly("wait=0", "wait=0&after=500", "wait=0&after=1000", "wait=30&after=1020");
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            issuer.revoke("session", "last", Instant.now(), Duration.ofMinutes(5));
            await(() -> revocations.size() == 1001);
        }
    }

    @Test
    @DisplayName("[INTR-13] what is known is complete with a page that is not full, and with no full one")
    void complete_with_a_page_that_is_not_full() throws Exception {
        revokeSessions(TestIssuer.PAGE - 1);
        issuer.feedEnd = TestIssuer.PAGE - 1;
        try (Revocations revocations = settings().follow()) {
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            assertThat(issuer.feedQueries.get(0)).isEqualTo("wait=0");
        }
        issuer.revoke("a-later-type", "another", Instant.now(), Duration.ofMinutes(5));
        issuer.feedEnd = TestIssuer.PAGE;
        try (Revocations revocations = settings().follow()) {
            await(() -> issuer.feedQueries.contains("wait=0&after=500"));
            assertThat(revocations.size()).isEqualTo(TestIssuer.PAGE - 1);
            assertThat(revocations.awaitFirst(Duration.ZERO)).isFalse();
            issuer.feedEnd = Integer.MAX_VALUE;
            assertThat(revocations.awaitFirst(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("[INTR-13] after an outage what is known is old until everything was read that waited")
    void behind_after_an_outage() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        try (Revocations revocations = settings().staleAfter(limit).follow()) {
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            issuer.feedStatus = 503;
            revokeSessions(2 * TestIssuer.PAGE + 1);
            await(() -> !revocations.isCurrent());
            issuer.feedEnd = TestIssuer.PAGE;
            issuer.feedStatus = 200;
            await(() -> revocations.size() == TestIssuer.PAGE);
            assertThat(revocations.isCurrent()).isFalse();
            await(() -> issuer.feedQueries.contains("wait=0&after=500"));
            assertThat(revocations.age().orElseThrow()).isGreaterThan(limit);
            LockSupport.parkNanos(limit.toNanos());
            issuer.feedEnd = Integer.MAX_VALUE;
            await(() -> revocations.size() == 2 * TestIssuer.PAGE + 1);
            assertThat(revocations.age().orElseThrow())
                    .as("since the first of the pages")
                    .isGreaterThan(limit);
        }
    }

    @Test
    @DisplayName("[INTR-13] when its cursor is refused, what is known is not complete until everything is read again")
    void a_refused_cursor() throws Exception {
        revokeSessions(1);
        try (Revocations revocations = settings().follow()) {
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            issuer.feedStatus = 400;
            await(() -> revocations.age().isEmpty());
            assertThat(refused(verifier(revocations), issuer.token())).isEqualTo("UNAVAILABLE");
            assertThat(revocations.size()).as("what is known stays known").isEqualTo(1);
            issuer.feedQueries.clear();
            issuer.feedStatus = 200;
            await(revocations::isCurrent);
            assertThat(issuer.feedQueries).contains("wait=0").doesNotContain("wait=0&after=1");
        }
    }

    @Test
    @DisplayName("[INTR-13] what was read again is as old as its first page")
    void a_refused_cursor_between_two_pages() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        revokeSessions(TestIssuer.PAGE + 1);
        issuer.feedEnd = TestIssuer.PAGE;
        try (Revocations revocations = settings().staleAfter(limit).follow()) {
            await(() -> issuer.feedQueries.contains("wait=0&after=500"));
            issuer.feedQueries.clear();
            issuer.feedStatus = 400;
            issuer.feedEnd = Integer.MAX_VALUE;
            await(() -> issuer.feedQueries.contains("wait=0"));
            LockSupport.parkNanos(limit.toNanos());
            issuer.feedStatus = 200;
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            assertThat(revocations.isCurrent()).isTrue();
        }
    }

    @Test
    @DisplayName("[INTR-13] a feed that is too old or was never read refuses with 503, or accepts, as it is set")
    void a_stale_feed() throws Exception {
        issuer.feedStatus = 503;
        String token = issuer.token();
        try (Revocations closed = settings().staleAfter(Duration.ofMillis(600)).follow();
                Revocations open = settings().whenStale(WhenStale.ACCEPT).follow()) {
            TokenVerifier strict = verifier(closed);
            TokenVerifier lenient = verifier(open);
            assertThat(closed.age()).isEmpty();
            assertThat(refused(strict, token)).isEqualTo(Reason.UNAVAILABLE.name());
            assertThat(refused(lenient, token)).isEmpty();

            issuer.feedStatus = 200;
            issuer.revoke("session", "ended", Instant.now(), Duration.ofMinutes(5));
            assertThat(closed.awaitFirst(SOON) && open.awaitFirst(SOON)).isTrue();
            issuer.revoke("session", "ended-later", Instant.now(), Duration.ofMinutes(5));
            await(() -> refused(strict, token).isEmpty());
            assertThat(closed.age().orElseThrow()).isLessThan(Duration.ofMillis(600));

            issuer.feedStatus = 503;
            await(() -> refused(strict, token).equals("UNAVAILABLE"));
            assertThat(closed.isCurrent()).isFalse();
            String ended = issuer.token(claims -> claims.setStringClaim("sid", "ended"));
            assertThat(refused(strict, ended)).isEqualTo("INVALID_TOKEN");
            assertThat(refused(lenient, token)).isEmpty();
            assertThat(refused(lenient, ended)).isEqualTo("INVALID_TOKEN");

            issuer.feedStatus = 200;
            issuer.revoke("session", "one-session", Instant.now(), Duration.ofMinutes(5));
            await(() -> refused(lenient, token).equals("INVALID_TOKEN"));
        }
    }

    @Test
    @DisplayName("[INTR-13] failures are followed by pauses that grow, and a refused cursor by a new beginning")
    void pauses() throws Exception {
        issuer.feedStatus = 400;
        try (Revocations revocations = settings().follow()) {
            assertThat(revocations.awaitFirst(Duration.ofMillis(1500))).isFalse();
            assertThat(issuer.feedRequests.get()).isBetween(2, 8);
            assertThat(issuer.feedQueries).containsOnly("wait=0");
            issuer.feedStatus = 200;
            assertThat(revocations.awaitFirst(SOON)).isTrue();
        }
    }

    @Test
    @DisplayName("[INTR-13] more than fit into memory count as not known, until there is room")
    void too_many() throws Exception {
        try (Revocations revocations = settings().mostEntries(5).follow()) {
            TokenVerifier verifier = verifier(revocations);
            assertThat(revocations.awaitFirst(SOON)).isTrue();
            assertThat(refused(verifier, issuer.token())).isEmpty();
            for (int i = 0; i < 6; i++) {
                issuer.revoke("session", "session-" + i, Instant.now(), Duration.ofSeconds(3));
            }
            String token = issuer.token();
            await(() -> refused(verifier, token).equals("UNAVAILABLE"));
            assertThat(revocations.size()).isEqualTo(5);
            assertThat(revocations.age()).isEmpty();
            await(() -> refused(verifier, token).isEmpty());
        }
    }

    @Test
    @DisplayName("[INTR-13] a refused client knows nothing, and close ends the thread")
    void the_wrong_secret_and_the_end() throws Exception {
        try (Revocations stranger =
                Revocations.of(issuer.address(), TestIssuer.CLIENT, "wrong").follow()) {
            assertThat(stranger.awaitFirst(Duration.ofMillis(300))).isFalse();
        }
        Revocations revocations = settings().follow();
        revocations.awaitFirst(SOON);
        await(() -> threads() == 1);
        revocations.close();
        await(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sallyport-revocations") && thread.isAlive())
                .count();
    }
}
