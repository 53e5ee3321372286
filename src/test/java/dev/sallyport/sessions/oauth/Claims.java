package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/** What a JWT says, unchecked. */
final class Claims {

    private Claims() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(String token) {
        try {
            return new ObjectMapper().readValue(Base64.getUrlDecoder().decode(token.split("\\.")[1]), Map.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
