package dev.sallyport.factors.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of Web Authentication, Level 3, section 16. */
class SpecificationVectorsTest {

    private static final byte[] NO_HANDLE = {};
    private static final CredentialVerifier VERIFIER =
            new CredentialVerifier(new RelyingParty("example.org", Set.of("https://example.org")));

    private static final Properties VECTORS = read();

    private static Properties read() {
        Properties vectors = new Properties();
        try (InputStream file = SpecificationVectorsTest.class.getResourceAsStream("/webauthn-vectors.properties")) {
            vectors.load(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return vectors;
    }

    private static byte[] bytes(String vector, String name) {
        return HexFormat.of().parseHex(VECTORS.getProperty(vector + "." + name));
    }

    private static Optional<NewCredential> registered(String vector) {
        String id = Base64Url.encode(bytes(vector, "id"));
        return VERIFIER.registered(
                new RegistrationResponse(
                        id,
                        id,
                        "public-key",
                        new RegistrationResponse.Attestation(
                                Base64Url.encode(bytes(vector, "registration.client")),
                                Base64Url.encode(bytes(vector, "registration.attestation")),
                                List.of())),
                bytes(vector, "registration.challenge"));
    }

    private static Optional<VerifiedAssertion> signed(String vector, byte[] signature) {
        PasskeyAnswer answer = new PasskeyAnswer(
                "token", bytes(vector, "id"), bytes(vector, "client"), bytes(vector, "data"), signature, NO_HANDLE);
        StoredCredential stored = new StoredCredential(
                bytes(vector, "id"), bytes(vector, "key"), NO_HANDLE, 0, answer.saysBackupEligible());
        return VERIFIER.signed(answer, stored, bytes(vector, "challenge"), false);
    }

    @ParameterizedTest(name = "[PASK-13] {0}")
    @ValueSource(strings = {"none.ES256", "packed-self.ES256"})
    @DisplayName("[PASK-13] the registrations of the specification are accepted, and the key is the one in them")
    void registrations(String vector) {
        NewCredential made = registered(vector).orElseThrow();
        assertThat(made.id()).isEqualTo(bytes(vector, "id"));
        assertThat(made.publicKey()).isEqualTo(bytes(vector, "key"));
        assertThat(made.signCount()).isZero();
    }

    @ParameterizedTest(name = "[PASK-13] {0}")
    @ValueSource(strings = {"none.ES256", "packed-self.ES256", "packed.RS256", "packed.EdDSA", "fido-u2f.ES256"})
    @DisplayName("[PASK-13] the assertions of the specification are accepted, and with any other bit are not")
    void assertions(String vector) {
        byte[] signature = bytes(vector, "signature");
        assertThat(signed(vector, signature)).isPresent();
        for (int bit = 0; bit < signature.length * 8; bit += 7) {
            byte[] other = signature.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signed(vector, other)).as("bit %d", bit).isEmpty();
        }
    }

    @ParameterizedTest(name = "[PASK-13] {0}")
    @ValueSource(strings = "none.ES256.crossOrigin")
    @DisplayName("[PASK-13] the vectors from a frame of another origin are refused")
    void framed(String vector) {
        assertThat(registered(vector)).isEmpty();
        assertThat(signed(vector, bytes(vector, "signature"))).isEmpty();
    }
}
