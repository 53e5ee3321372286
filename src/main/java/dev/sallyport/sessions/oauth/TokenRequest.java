package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A grant to be exchanged for tokens (RFC 6749 section 4.4 and 6). */
@Schema(name = "TokenRequest")
record TokenRequest(
        @JsonProperty("grant_type")
        @Schema(
                required = true,
                enumeration = {"refresh_token", "client_credentials"})
        String grantType,

        @JsonProperty("refresh_token") @Nullable String refreshToken,

        @JsonProperty("client_id") String clientId,

        String scope) {

    /** The requested scopes; empty for all that were granted. */
    Set<String> scopes() {
        return scope == null ? Set.of() : Set.copyOf(List.of(scope.split(" ")));
    }

    /** With the refresh token that came as a cookie, unless the form has one. */
    TokenRequest orRefreshToken(Optional<String> cookie) {
        return new TokenRequest(grantType, refreshToken == null ? cookie.orElse(null) : refreshToken, clientId, scope);
    }

    @Override
    public String toString() {
        return "TokenRequest[grantType=" + grantType + "]";
    }
}
