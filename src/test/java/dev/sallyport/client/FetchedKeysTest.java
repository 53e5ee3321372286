package dev.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.client.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FetchedKeysTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final TestIssuer issuer = new TestIssuer();
    private final TokenVerifier verifier =
            TokenVerifier.forIssuer(issuer.address()).build();

    FetchedKeysTest() throws Exception {}

    @AfterEach
    void close() {
        issuer.close();
    }

    private TokenVerifier with(Duration fresh, Duration usable, Duration between, Duration patience) {
        return TokenVerifier.forIssuer(issuer.address())
                .keyLimits(new PublishedKeys.Limits(fresh, usable, between, patience))
                .build();
    }

    private static Refusal refusal(TokenVerdict verdict) {
        assertThat(verdict).isInstanceOf(TokenVerdict.Refused.class);
        return ((TokenVerdict.Refused) verdict).refusal();
    }

    private static Reason reason(TokenVerdict verdict) {
        return refusal(verdict).reason();
    }

    @Test
    @DisplayName("[INTR-12] an unknown key id fetches the keys again, but a flood of them does so once")
    void an_unknown_key() throws Exception {
        TokenVerifier patient = with(LONG, LONG, LONG, Duration.ofSeconds(3));
        issuer.rotate();
        patient.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        String unknown = issuer.token().replaceFirst("^[^.]+", header("of-no-key"));
        for (int i = 0; i < 20; i++) {
            assertThat(reason(patient.verify(unknown, Requirement.SIGNED_IN))).isEqualTo(Reason.INVALID_TOKEN);
        }
        assertThat(issuer.keyRequests).hasValue(1);

        TokenVerifier quick = with(LONG, LONG, Duration.ZERO, Duration.ofSeconds(3));
        quick.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        String old = issuer.token();
        issuer.rotate();
        quick.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        quick.verify(old, Requirement.SIGNED_IN).orElseThrow();
        assertThat(issuer.keyRequests).hasValue(3);
        issuer.removeOthers();
        quick.verify(old, Requirement.SIGNED_IN).orElseThrow(); // for ten minutes, if it does not follow revocations
        issuer.rotate();
        quick.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        assertThat(reason(quick.verify(old, Requirement.SIGNED_IN))).isEqualTo(Reason.INVALID_TOKEN);
    }

    private static String header(String kid) {
        String json = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    @DisplayName("[INTR-12] in an outage known keys are used for a time, and without keys the answer is 503, not 401")
    void an_outage() throws Exception {
        issuer.keysStatus = 503;
        Refusal none = refusal(verifier.verify(issuer.token(), Requirement.SIGNED_IN));
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.challenge()).isEmpty();
        assertThat(none.problem()).contains("urn:sallyport:problem:unavailable");

        issuer.keysStatus = 200;
        TokenVerifier eager = with(Duration.ZERO, LONG, Duration.ZERO, Duration.ofSeconds(3));
        eager.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        int before = issuer.keyRequests.get();
        issuer.keysStatus = 503;
        eager.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        assertThat(issuer.keyRequests).hasValue(before + 1);

        issuer.keysStatus = 200;
        TokenVerifier forgetful = with(Duration.ZERO, Duration.ofMillis(300), Duration.ZERO, Duration.ofSeconds(3));
        forgetful.verify(issuer.token(), Requirement.SIGNED_IN).orElseThrow();
        issuer.keysStatus = 503;
        awaitReason(forgetful, Reason.UNAVAILABLE);
    }

    private void awaitReason(TokenVerifier asked, Reason expected) throws JoseException {
        String token = issuer.token();
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!(asked.verify(token, Requirement.SIGNED_IN) instanceof TokenVerdict.Refused refused
                && refused.refusal().reason() == expected)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    @DisplayName("[INTR-12] keys that are too long, no keys, or too slow are not read")
    void bad_answers() throws Exception {
        for (String body : List.of("x".repeat(70_000), "{\"keys\":[]}", "{\"keys\":[5]}", "no json")) {
            issuer.keysInstead = body;
            TokenVerifier fresh = with(LONG, LONG, Duration.ZERO, Duration.ofSeconds(3));
            assertThat(reason(fresh.verify(issuer.token(), Requirement.SIGNED_IN)))
                    .isEqualTo(Reason.UNAVAILABLE);
        }
        issuer.keysInstead = "";
        issuer.keysDelay = Duration.ofSeconds(2);
        TokenVerifier impatient = with(LONG, LONG, Duration.ZERO, Duration.ofMillis(200));
        long asked = System.nanoTime();
        assertThat(reason(impatient.verify(issuer.token(), Requirement.SIGNED_IN)))
                .isEqualTo(Reason.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @DisplayName("[INTR-12] threads that come at once share one request for the keys")
    void many_threads() throws Exception {
        issuer.keysDelay = Duration.ofMillis(200);
        String token = issuer.token();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            Callable<TokenVerdict> call = () -> verifier.verify(token, Requirement.SIGNED_IN);
            for (Future<TokenVerdict> verdict : threads.invokeAll(Collections.nCopies(16, call))) {
                assertThat(verdict.get()).isInstanceOf(TokenVerdict.Accepted.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(issuer.keyRequests).hasValue(1);
    }
}
