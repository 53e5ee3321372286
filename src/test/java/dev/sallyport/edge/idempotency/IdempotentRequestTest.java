package dev.sallyport.edge.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.edge.idempotency.FirstRequest.Status;
import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.security.crypto.Keyset;
import dev.sallyport.security.crypto.UnsealException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdempotentRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324";
    private static final String CODE = "{\"code\":\"123456\"}";

    private static IdempotentRequest request(String caller, String route, String key, String query, String body) {
        return IdempotentRequest.of(
                caller,
                route,
                IdempotencyKey.of(List.of(key)).orElseThrow(),
                query,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static IdempotentRequest from(String caller) {
        return request(caller, "POST /v1/a", KEY, "", CODE);
    }

    @Test
    void caller_route_and_key_tell_requests_apart() {
        IdempotentRequest one = from("user 1 2");

        assertThat(from("user 1 2").context()).isEqualTo(one.context());
        assertThat(from("user 1 3").context()).isNotEqualTo(one.context());
        assertThat(from("").context()).isNotEqualTo(one.context());
        assertThat(request("user 1 2", "POST /v1/b", KEY, "", CODE).context()).isNotEqualTo(one.context());
        assertThat(request("user 1 2", "POST /v1/a", KEY + "5", "", CODE).context())
                .isNotEqualTo(one.context());
        assertThat(request("user 1 2", "POST /v1/a", KEY, "x=1", "{}").context())
                .as("what it contains does not make another one of it")
                .isEqualTo(one.context());
    }

    @Test
    void rows_of_callers_without_a_credential_are_spread_by_their_keys() {
        assertThat(request("", "POST /v1/a", KEY + "5", "", CODE).caller()).isNotEqualTo(from("").caller());
    }

    @Test
    void a_fingerprint_is_of_the_whole_content_and_of_this_request() {
        Fingerprints fingerprints = new Fingerprints(Keyset.parse(Keyset.generate()));
        IdempotentRequest one = from("user 1 2");
        byte[] fingerprint = fingerprints.of(one);

        assertThat(fingerprints.isOf(fingerprint, from("user 1 2"))).isTrue();
        for (IdempotentRequest other : List.of(
                request("user 1 2", "POST /v1/a", KEY, "", CODE + " "),
                request("user 1 2", "POST /v1/a", KEY, "x=1", CODE),
                from("user 1 3"))) {
            assertThat(fingerprints.isOf(fingerprint, other)).isFalse();
        }
        assertThat(new Fingerprints(Keyset.parse(Keyset.generate())).isOf(fingerprint, one))
                .as("under a key that was removed")
                .isFalse();
    }

    @Test
    void an_answer_opens_for_its_request_only() {
        Keyset keyset = Keyset.parse(Keyset.generate());
        byte[] answer = keyset.secrets().seal(new byte[] {1}, from("user 1 2").context());

        assertThat(keyset.secrets().unseal(answer, from("user 1 2").context())).containsExactly(1);
        assertThatThrownBy(
                        () -> keyset.secrets().unseal(answer, from("user 1 3").context()))
                .isInstanceOf(UnsealException.class);
    }

    @Test
    void a_later_request_is_a_retry_or_another_one() {
        FirstRequest running = new FirstRequest(new byte[0], NOW.plusSeconds(1), Optional.empty());
        FirstRequest answered = new FirstRequest(new byte[0], NOW.plusSeconds(1), Optional.of(new byte[1]));

        assertThat(running.status(true, NOW)).isEqualTo(Status.OUTSTANDING);
        assertThat(answered.status(true, NOW)).isEqualTo(Status.REPLAYED);
        assertThat(running.status(false, NOW)).isEqualTo(Status.REUSED);
        assertThat(answered.status(false, NOW)).isEqualTo(Status.REUSED);
        for (boolean same : new boolean[] {true, false}) {
            assertThat(running.status(same, NOW.plusSeconds(1))).isEqualTo(Status.NONE);
            assertThat(answered.status(same, NOW.plusSeconds(1))).isEqualTo(Status.NONE);
        }
    }
}
