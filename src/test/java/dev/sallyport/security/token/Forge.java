package dev.sallyport.security.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes access tokens by hand, with the real signing key where a test wants to show what else is checked. */
@Singleton
public class Forge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SigningKeys keys;

    Forge(SigningKeys keys) {
        this.keys = keys;
    }

    /** The claims of a genuine token, to be changed. */
    public static Map<String, Object> claims(String token) {
        return part(token, 1);
    }

    static Map<String, Object> part(String token, int number) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[number]);
            return new LinkedHashMap<>(JSON.readerForMapOf(Object.class).<Map<String, Object>>readValue(json));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The header of a genuine token, to be changed. */
    public Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "at+jwt");
        header.put("kid", keys.current().kid());
        header.put("alg", "ES256");
        return header;
    }

    Map<String, Object> header(String name, Object value) {
        return with(header(), name, value);
    }

    /** The same entries and one more; a null takes the entry away. */
    public static Map<String, Object> with(Map<String, Object> entries, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(entries);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }

    /** A token signed as the service signs. */
    public String signed(Map<String, Object> header, Map<String, Object> claims) {
        return signed(json(header), json(claims));
    }

    String signed(String header, String claims) {
        String input = encode(header) + "." + encode(claims);
        return input + "." + ENCODER.encodeToString(sign("SHA256withECDSAinP1363Format", privateKey(), input));
    }

    PrivateKey privateKey() {
        return keys.current().privateKey();
    }

    String kid() {
        return keys.current().kid();
    }

    static byte[] sign(String algorithm, PrivateKey key, String input) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String input(Map<String, Object> header, Map<String, Object> claims) {
        return encode(json(header)) + "." + encode(json(claims));
    }

    static String compact(String input, byte[] signature) {
        return input + "." + ENCODER.encodeToString(signature);
    }

    static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
