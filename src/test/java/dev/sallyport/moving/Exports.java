package dev.sallyport.moving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A receiver of exports, who has a key and opens with it what was encrypted. */
public final class Exports {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PublicJsonWebKey pair;

    public Exports() {
        try {
            pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String publicKey() {
        return pair.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    public String header() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(publicKey().getBytes(StandardCharsets.UTF_8));
    }

    public String privateKey() {
        return pair.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** The rows by address, with their secrets in clear. */
    public Map<String, JsonNode> opened(String lines) {
        Map<String, JsonNode> rows = new TreeMap<>();
        lines.lines().forEach(line -> {
            ObjectNode row = (ObjectNode) read(line);
            rows.put(row.path("email").asText(), opened(row));
        });
        return rows;
    }

    private JsonNode opened(ObjectNode row) {
        if (row.has("password")) {
            open((ObjectNode) row.get("password"), row, "password");
        }
        row.path("totp").forEach(app -> open((ObjectNode) app, row, "totp"));
        row.path("recoveryCodes").forEach(code -> open((ObjectNode) code, row, "recoveryCodes"));
        return row;
    }

    private void open(ObjectNode holder, JsonNode row, String list) {
        String name = list.equals("totp") ? "secret" : "hash";
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setCompactSerialization(holder.path(name).asText());
            jwe.setKey(pair.getPrivateKey());
            if (!row.path("externalId").asText().equals(jwe.getHeader("sub"))
                    || !row.path("email").asText().equals(jwe.getHeader("email"))
                    || !(list + "." + name).equals(jwe.getHeader("field"))) {
                throw new IllegalStateException("A secret of another row");
            }
            holder.put(name, jwe.getPayload());
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
