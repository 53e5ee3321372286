package dev.sallyport.factors.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.SoftAuthenticator.Algorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers and stored keys that were changed: none is accepted, and none is a fault. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChangedCredentialsTest extends Credentials {

    /** Every byte matters, whatever the change makes of it: nothing is accepted, and nothing is thrown. */
    @ParameterizedTest(name = "[PASK-05] {0}")
    @EnumSource(
            value = Algorithm.class,
            names = {"ES256", "EDDSA", "RS256"})
    void no_changed_answer_is_accepted(Algorithm algorithm) {
        Random random = new Random(42);
        SoftAuthenticator key = new SoftAuthenticator(algorithm);
        StoredCredential stored = registered(key);
        Map<String, Object> signed = key.get(request());
        PasskeyAnswer right = answer(signed);
        assertThat(VERIFIER.signed(right, stored, CHALLENGE, true)).isPresent();
        for (int round = 0; round < 300; round++) {
            PasskeyAnswer changed = switch (round % 3) {
                case 0 ->
                    new PasskeyAnswer(
                            "token",
                            right.credentialId(),
                            change(right.clientData(), random),
                            right.authenticatorData(),
                            right.signature(),
                            right.userHandle());
                case 1 ->
                    new PasskeyAnswer(
                            "token",
                            right.credentialId(),
                            right.clientData(),
                            change(right.authenticatorData(), random),
                            right.signature(),
                            right.userHandle());
                default ->
                    new PasskeyAnswer(
                            "token",
                            right.credentialId(),
                            right.clientData(),
                            right.authenticatorData(),
                            change(right.signature(), random),
                            right.userHandle());
            };
            assertThat(VERIFIER.signed(changed, stored, CHALLENGE, true))
                    .as("round %s", round)
                    .isEmpty();
        }
    }

    /** Nothing signs a registration: what a change makes of it may be another credential. It must be no fault. */
    @Test
    void a_changed_registration_throws_nothing() {
        Random random = new Random(43);
        Map<String, Object> made = new SoftAuthenticator(Algorithm.ES256).create(creation());
        byte[] attestation = Base64Url.decode(
                        response(made).get("attestationObject").toString())
                .orElseThrow();
        byte[] client = Base64Url.decode(response(made).get("clientDataJSON").toString())
                .orElseThrow();
        for (int round = 0; round < 300; round++) {
            assertThatCode(() ->
                            register(with(made, "attestationObject", Base64Url.encode(change(attestation, random)))))
                    .doesNotThrowAnyException();
            assertThatCode(() -> register(with(made, "clientDataJSON", Base64Url.encode(change(client, random)))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_stored_key_that_cannot_be_read_accepts_nothing() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        Random random = new Random(44);
        for (int round = 0; round < 200; round++) {
            StoredCredential broken =
                    new StoredCredential(stored.id(), flip(stored.publicKey(), random), HANDLE, 0, false);
            assertThat(check(key.get(request()), broken, true))
                    .as("round %s", round)
                    .isEmpty();
        }
    }

    private static byte[] change(byte[] bytes, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> flip(bytes, random);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            default -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
        };
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    @Test
    void what_is_no_base64url_is_no_answer() {
        assertThat(List.of("a", "a+b=", "YQ==", "YR", "é"))
                .allSatisfy(text -> assertThat(Base64Url.decode(text)).isEmpty());
        assertThat(Base64Url.decode("YQ")).hasValue(new byte[] {'a'});
    }
}
