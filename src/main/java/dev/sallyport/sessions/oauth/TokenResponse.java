package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Tokens for a grant (RFC 6749 section 5.1). */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TokenResponse")
record TokenResponse(
        @JsonProperty("access_token") @Schema(required = true)
        String accessToken,

        @JsonProperty("token_type") @Schema(enumeration = "Bearer", required = true)
        String tokenType,

        @JsonProperty("expires_in") @Schema(required = true) long expiresIn,

        @JsonProperty("refresh_token") @Nullable String refreshToken,

        @JsonProperty("refresh_expires_in") @Nullable Long refreshExpiresIn,

        @Schema(required = true) String scope)
        implements TokenAnswer {

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
        return refreshToken == null || refreshExpiresIn == null
                ? Map.of()
                : Map.of(TokenCookie.REFRESH, new CookieToken(refreshToken, Duration.ofSeconds(refreshExpiresIn)));
    }

    @Override
    public TokenResponse withoutLastingTokens() {
        return new TokenResponse(accessToken, tokenType, expiresIn, null, refreshExpiresIn, scope);
    }

    @Override
    public String toString() {
        return "TokenResponse[scope=" + scope + "]";
    }
}
