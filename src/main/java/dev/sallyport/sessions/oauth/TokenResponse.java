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
@Schema(name = "IssuedTokens")
record TokenResponse(
        @JsonProperty("access_token") @Schema(required = true)
        String accessToken,

        @JsonProperty("token_type") @Schema(enumeration = "Bearer", required = true)
        String tokenType,

        @JsonProperty("expires_in") @Schema(required = true, description = "Seconds until the access token ends.")
        long expiresIn,

        @JsonProperty("refresh_token")
        @Schema(
                description = "Opaque; works once. Keep it in place of the former. Absent where it was asked for as a"
                        + " cookie.")
        @Nullable
        String refreshToken,

        @JsonProperty("refresh_expires_in")
        @Schema(description = "Seconds until the refresh token ends if it is not used.")
        @Nullable
        Long refreshExpiresIn,

        @Schema(required = true, description = "What the token is good for: a user's roles, or a client's scopes.")
        String scope)
        implements TokenAnswer {

    @Override
    public Map<TokenCookie, CookieToken> lastingTokens() {
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
