package dev.sallyport.security.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A password credential of Keycloak, as its export of a realm writes it: {@code secretData} has the hash and the salt,
 * {@code credentialData} the algorithm and its cost, each a JSON text within the JSON.
 */
final class KeycloakCredential {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KeycloakCredential() {}

    static ForeignHash parse(String text) {
        JsonNode credential = json(text);
        JsonNode secret = part(credential, "secretData");
        JsonNode data = part(credential, "credentialData");
        byte[] salt = HashFields.base64(secret.path("salt").asText());
        byte[] hash = HashFields.base64(secret.path("value").asText());
        int iterations = data.path("hashIterations").asInt();
        String algorithm = data.path("algorithm").asText();
        if (algorithm.equals("argon2")) {
            JsonNode more = data.path("additionalParameters");
            return Argon2Hash.of(
                    first(more, "type"),
                    version(first(more, "version")),
                    HashFields.number(first(more, "memory")),
                    iterations,
                    HashFields.number(first(more, "parallelism")),
                    salt,
                    hash);
        }
        if (!Pbkdf2Hash.isNamedBy(algorithm)) {
            throw new UnreadableHashException("has an algorithm of Keycloak other than argon2 and pbkdf2");
        }
        return Pbkdf2Hash.of(Pbkdf2Hash.prf(algorithm), iterations, salt, hash);
    }

    private static JsonNode part(JsonNode credential, String name) {
        JsonNode part = credential.path(name);
        return part.isTextual() ? json(part.textValue()) : part;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            // without the parser's message: it may quote the text
            throw HashFields.damaged();
        }
    }

    /** Additional parameters are lists of texts. */
    private static String first(JsonNode parameters, String name) {
        return parameters.path(name).path(0).asText();
    }

    private static int version(String text) {
        return switch (text) {
            case "1.0" -> 0x10;
            case "1.3" -> 0x13;
            default -> throw HashFields.damaged();
        };
    }
}
