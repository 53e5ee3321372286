package dev.sallyport.edge.idempotency;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The body of a kept answer, from which a page may take the tokens as cookies as from the first. */
final class ReplayedBody implements TokenAnswer {

    private final JsonNode body;
    private final JsonNode bodyWithoutTokens;
    private final Map<TokenCookie, CookieToken> tokens;

    private ReplayedBody(JsonNode body, JsonNode bodyWithoutTokens, Map<TokenCookie, CookieToken> tokens) {
        this.body = body;
        this.bodyWithoutTokens = bodyWithoutTokens;
        this.tokens = tokens;
    }

    static ReplayedBody of(JsonNode body, JsonNode bodyWithoutTokens, Map<String, StoredResponse.Token> kept) {
        Map<TokenCookie, CookieToken> tokens = new EnumMap<>(TokenCookie.class);
        kept.forEach((name, token) -> tokens.put(
                TokenCookie.valueOf(name), new CookieToken(token.text(), Duration.ofSeconds(token.seconds()))));
        return new ReplayedBody(body, bodyWithoutTokens, tokens);
    }

    @JsonValue
    JsonNode body() {
        return body;
    }

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
        return Map.copyOf(tokens);
    }

    @Override
    public ReplayedBody withoutLastingTokens() {
        return new ReplayedBody(bodyWithoutTokens, bodyWithoutTokens, Map.of());
    }

    @Override
    public String toString() {
        return "ReplayedBody";
    }
}
