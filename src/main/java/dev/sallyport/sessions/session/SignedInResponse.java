package dev.sallyport.sessions.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The user is in: the tokens of a session. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "The user is in. Keep the access token in memory and the refresh token where scripts cannot read it.")
public record SignedInResponse(
        @Schema(enumeration = "signed_in", required = true) String status,

        @Schema(description = "A JWT (RFC 9068), ES256, for the Authorization header.", required = true)
        String accessToken,

        @Schema(enumeration = "Bearer", required = true) String tokenType,

        @Schema(description = "Seconds until the access token ends.", required = true)
        long expiresIn,

        @Schema(description = "Opaque; works once. Absent where it was asked for as a cookie.") @Nullable
        String refreshToken,

        @Schema(description = "Seconds until the refresh token ends if it is not used.", required = true)
        long refreshExpiresIn,

        @Schema(required = true) SessionId sessionId,
        @Schema(required = true) User user,

        @Schema(
                implementation = String.class,
                description = "Show it at the next sign-in from this device. Present when the device was just trusted,"
                        + " and as the successor of one that was shown; absent where it was asked for as a cookie.")
        @Nullable
        CookieToken deviceToken,

        @Schema(description = "What the user should be told now.", required = true)
        List<Notice> notices,

        @Schema(
                description =
                        "After the last recovery code: ten new ones to be saved. They work from now on, and no later"
                                + " call shows them.")
        @Nullable
        List<String> recoveryCodes)
        implements SignInResponse, TokenAnswer {

    /** Whose session it is. */
    @Schema(name = "SignedInUser")
    public record User(
            @Schema(required = true) UserId id,
            @Schema(required = true) String email) {}

    /** Something to tell the user, by type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notice(
            @Schema(
                    enumeration = {"enrollment_due", "recovery_codes_low"},
                    required = true)
            String type,

            @Schema(description = "With enrollment_due: from when on a second factor is required.") @Nullable
            Instant dueAt,

            @Schema(description = "With recovery_codes_low: how many are left.") @Nullable
            Integer remaining) {

        /** Whether the last recovery code of a set was used. */
        @JsonIgnore
        public boolean isOfLastRecoveryCode() {
            return remaining != null && remaining == 0;
        }
    }

    @Override
    public Map<TokenCookie, CookieToken> lastingTokens() {
        Map<TokenCookie, CookieToken> tokens = new EnumMap<>(TokenCookie.class);
        if (refreshToken != null) {
            tokens.put(TokenCookie.REFRESH, new CookieToken(refreshToken, Duration.ofSeconds(refreshExpiresIn)));
        }
        if (deviceToken != null) {
            tokens.put(TokenCookie.DEVICE, deviceToken);
        }
        return tokens;
    }

    @Override
    public SignedInResponse withoutLastingTokens() {
        return new SignedInResponse(
                status,
                accessToken,
                tokenType,
                expiresIn,
                null,
                refreshExpiresIn,
                sessionId,
                user,
                null,
                notices,
                recoveryCodes);
    }

    @Override
    public String toString() {
        return "SignedInResponse[sessionId=" + sessionId + "]";
    }
}
