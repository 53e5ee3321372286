package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.sessions.session.SignInResponse;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy requires a second factor, and the user has none yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "Set up a second factor with this token as the bearer; it opens the enrollment calls, nothing else.")
record EnrollmentRequired(
        @Schema(enumeration = "enrollment_required", required = true)
        String status,

        @Schema(required = true, description = "Opaque.") String enrollmentToken,

        @Schema(required = true, description = "Seconds until the token ends.")
        long expiresIn,

        @Schema(
                implementation = String.class,
                description = "Show it at the next sign-in from this device. Present when the device was just trusted,"
                        + " and not asked for as a cookie.")
        @Nullable
        CookieToken deviceToken)
        implements SignInResponse, TokenAnswer {

    EnrollmentRequired withDeviceToken(@Nullable CookieToken token) {
        return new EnrollmentRequired(status, enrollmentToken, expiresIn, token);
    }

    @Override
    public Map<TokenCookie, CookieToken> lastingTokens() {
        return deviceToken == null ? Map.of() : Map.of(TokenCookie.DEVICE, deviceToken);
    }

    @Override
    public EnrollmentRequired withoutLastingTokens() {
        return withDeviceToken(null);
    }

    @Override
    public String toString() {
        return "EnrollmentRequired";
    }
}
