package dev.sallyport.sessions.session;

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

/** The sign-in is complete: the tokens of a session. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SignedInResponse")
public record SignedInResponse(
        @Schema(enumeration = "signed_in", required = true) String status,
        @Schema(required = true) String accessToken,
        @Schema(enumeration = "Bearer", required = true) String tokenType,
        @Schema(required = true) long expiresIn,
        @Nullable String refreshToken,
        @Schema(required = true) long refreshExpiresIn,
        @Schema(required = true) SessionId sessionId,
        @Schema(required = true) User user,
        @Schema(implementation = String.class) @Nullable CookieToken deviceToken,
        @Schema(required = true) List<Notice> notices,
        @Nullable List<String> recoveryCodes)
        implements SignInResponse, TokenAnswer {

    /** The session's user. */
    @Schema(name = "SignedInUser")
    public record User(
            @Schema(required = true) UserId id,
            @Schema(required = true) String email) {}

    /** A notice for the user, by type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SignInNotice")
    public record Notice(
            @Schema(
                    enumeration = {"enrollment_due", "recovery_codes_low"},
                    required = true)
            String type,

            @Nullable Instant dueAt,

            @Nullable Integer remaining) {

        static Notice of(SignInNotice notice) {
            return notice instanceof SignInNotice.EnrollmentDue enrollment
                    ? new Notice("enrollment_due", enrollment.dueAt(), null)
                    : new Notice("recovery_codes_low", null, ((SignInNotice.RecoveryCodesLow) notice).remaining());
        }
    }

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
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
