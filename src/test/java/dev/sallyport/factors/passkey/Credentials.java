package dev.sallyport.factors.passkey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.testing.SoftAuthenticator;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Credentials of an authenticator, and what its owner answers with them. */
abstract class Credentials {

    static final ObjectMapper JSON = new ObjectMapper();

    static final byte[] CHALLENGE = bytes(32, 7);

    static final byte[] HANDLE = bytes(32, 9);

    static final CredentialVerifier VERIFIER = new CredentialVerifier(
            new RelyingParty("localhost", Set.of("http://localhost:8080", "android:apk-key-hash:abcDEF")));

    static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static JsonNode creation() {
        return JSON.valueToTree(
                Map.of("challenge", Base64Url.encode(CHALLENGE), "user", Map.of("id", Base64Url.encode(HANDLE))));
    }

    static JsonNode request() {
        return JSON.valueToTree(Map.of("challenge", Base64Url.encode(CHALLENGE)));
    }

    static Optional<NewCredential> register(Map<String, Object> credential) {
        return VERIFIER.registered(JSON.convertValue(credential, RegistrationResponse.class), CHALLENGE);
    }

    static StoredCredential stored(NewCredential made) {
        return new StoredCredential(made.id(), made.publicKey(), HANDLE, made.signCount(), made.backupEligible());
    }

    static PasskeyAnswer answer(Map<String, Object> credential) {
        return PasskeyAnswer.read(
                        JSON.convertValue(credential, AssertionResponse.class).answerTo("token"))
                .orElseThrow();
    }

    static Optional<VerifiedAssertion> check(
            Map<String, Object> credential, StoredCredential stored, boolean verified) {
        return VERIFIER.signed(answer(credential), stored, CHALLENGE, verified);
    }

    static StoredCredential registered(SoftAuthenticator authenticator) {
        return stored(register(authenticator.create(creation())).orElseThrow());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> response(Map<String, Object> credential) {
        return (Map<String, Object>) credential.get("response");
    }

    static Map<String, Object> with(Map<String, Object> credential, String field, String value) {
        Map<String, Object> response = new LinkedHashMap<>(response(credential));
        response.put(field, value);
        Map<String, Object> changed = new LinkedHashMap<>(credential);
        changed.put("response", response);
        return changed;
    }
}
