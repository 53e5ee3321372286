package dev.sallyport.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tokens for a grant (RFC 6749 section 5.1). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TokenResponse(
        @JsonProperty("access_token") @Schema(required = true)
        String accessToken,

        @JsonProperty("token_type") @Schema(enumeration = "Bearer", required = true)
        String tokenType,

        @JsonProperty("expires_in") @Schema(required = true, description = "Seconds until the access token ends.")
        long expiresIn,

        @JsonProperty("refresh_token") @Schema(description = "Opaque; works once. Keep it in place of the former.")
        String refreshToken,

        @JsonProperty("refresh_expires_in")
        @Schema(description = "Seconds until the refresh token ends if it is not used.")
        Long refreshExpiresIn,

        @Schema(required = true, description = "What the token is good for: a user's roles, or a client's scopes.")
        String scope) {

    @Override
    public String toString() {
        return "TokenResponse[scope=" + scope + "]";
    }
}
