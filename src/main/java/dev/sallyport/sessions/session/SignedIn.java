package dev.sallyport.sessions.session;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.base.browser.TokenAnswer;
import dev.sallyport.base.browser.TokenCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The user is in: the tokens of a session. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SignedInResponse")
public record SignedIn(
        @Schema(enumeration = "signed_in", required = true) String status,
        @Schema(required = true) String accessToken,
        @Schema(enumeration = "Bearer", required = true) String tokenType,
        @Schema(required = true) long expiresIn,
        String refreshToken,
        @Schema(required = true) long refreshExpiresIn,
        @Schema(required = true) UUID sessionId,
        @Schema(required = true) User user,
        @Schema(implementation = String.class) LastingToken deviceToken,
        @Schema(required = true) List<Notice> notices,
        List<String> recoveryCodes)
        implements SignInAnswer, TokenAnswer {

    /** Whose session it is. */
    @Schema(name = "SignedInUser")
    public record User(
            @Schema(required = true) UUID id,
            @Schema(required = true) String email) {}

    /** Something to tell the user, by type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SignInNotice")
    public record Notice(
            @Schema(
                    enumeration = {"enrollment_due", "recovery_codes_low"},
                    required = true)
            String type,

            Instant dueAt,

            Integer remaining) {

        /** Whether the last recovery code of a set was used. */
        @JsonIgnore
        public boolean isOfLastRecoveryCode() {
            return remaining != null && remaining == 0;
        }
    }

    @Override
    public Map<TokenCookie, LastingToken> lastingTokens() {
        Map<TokenCookie, LastingToken> tokens = new EnumMap<>(TokenCookie.class);
        tokens.put(TokenCookie.REFRESH, new LastingToken(refreshToken, Duration.ofSeconds(refreshExpiresIn)));
        if (deviceToken != null) {
            tokens.put(TokenCookie.DEVICE, deviceToken);
        }
        return tokens;
    }

    @Override
    public SignedIn withoutLastingTokens() {
        return new SignedIn(
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
        return "SignedIn[sessionId=" + sessionId + "]";
    }
}
