package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.base.browser.TokenAnswer;
import dev.sallyport.base.browser.TokenCookie;
import dev.sallyport.sessions.session.SignInAnswer;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy requires a second factor, and the user has none yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnrollmentRequired(
        @Schema(enumeration = "enrollment_required", required = true)
        String status,

        @Schema(required = true) String enrollmentToken,

        @Schema(required = true) long expiresIn,

        @Schema(implementation = String.class) LastingToken deviceToken)
        implements SignInAnswer, TokenAnswer {

    EnrollmentRequired withDeviceToken(LastingToken token) {
        return new EnrollmentRequired(status, enrollmentToken, expiresIn, token);
    }

    @Override
    public Map<TokenCookie, LastingToken> lastingTokens() {
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
