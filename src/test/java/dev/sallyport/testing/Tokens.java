package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.AccessTokenIssuer;
import dev.sallyport.security.token.AssuranceLevel;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Access tokens of a live session, of any strength and age, and what is in one. */
@Singleton
public class Tokens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AccessTokenIssuer issuer;
    private final TestClock clock;

    Tokens(AccessTokenIssuer issuer, TestClock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token of the person's session that states this level, and a last proof so many seconds ago. */
    public String issue(Person person, AssuranceLevel level, int age) {
        SessionId session = SessionId.fromString(
                Api.read(Api.session(person.accessToken)).path("id").asText());
        return issuer.issue(new AccessToken(
                UserId.fromString(person.userId),
                session,
                level,
                List.of("pwd"),
                clock.instant().minusSeconds(age),
                List.of("user")));
    }

    /** The same token with another signature: its first character, of which every bit counts, is another one. */
    public static String changed(String token) {
        int at = token.lastIndexOf('.') + 1;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    /** What the token says, unchecked. */
    public static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException notJson) {
            throw new AssertionError(token, notJson);
        }
    }
}
