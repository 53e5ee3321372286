package dev.sallyport.sessions.session;

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
@Schema(
        description =
                "The user is in. Keep the access token in memory and the refresh token where scripts cannot read it.")
public record SignedIn(
        @Schema(enumeration = "signed_in", required = true) String status,

        @Schema(description = "A JWT (RFC 9068), ES256, for the Authorization header.", required = true)
        String accessToken,

        @Schema(enumeration = "Bearer", required = true) String tokenType,

        @Schema(description = "Seconds until the access token ends.", required = true)
        long expiresIn,

        @Schema(description = "Opaque; works once. Absent where it was asked for as a cookie.")
        String refreshToken,

        @Schema(description = "Seconds until the refresh token ends if it is not used.", required = true)
        long refreshExpiresIn,

        @Schema(required = true) UUID sessionId,
        @Schema(required = true) User user,

        @Schema(
                implementation = String.class,
                description = "Show it at the next sign-in from this device. Present when the device was just trusted,"
                        + " and as the successor of one that was shown; absent where it was asked for as a cookie.")
        LastingToken deviceToken,

        @Schema(description = "What the user should be told now.", required = true)
        List<Notice> notices,

        @Schema(
                description =
                        "After the last recovery code: ten new ones to be saved. They work from now on, and no later"
                                + " call shows them.")
        List<String> recoveryCodes)
        implements SignInAnswer, TokenAnswer {

    /** Whose session it is. */
    @Schema(name = "SignedInUser")
    public record User(
            @Schema(required = true) UUID id,
            @Schema(required = true) String email) {}

    /** Something to tell the user, by type. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Notice(
            @Schema(
                    enumeration = {"enrollment_due", "recovery_codes_low"},
                    required = true)
            String type,

            @Schema(description = "With enrollment_due: from when on a second factor is required.")
            Instant dueAt,

            @Schema(description = "With recovery_codes_low: how many are left.")
            Integer remaining) {

        static Notice of(SignInNotice notice) {
            return notice instanceof SignInNotice.EnrollmentDue enrollment
                    ? new Notice("enrollment_due", enrollment.dueAt(), null)
                    : new Notice("recovery_codes_low", null, ((SignInNotice.RecoveryCodesLow) notice).remaining());
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
