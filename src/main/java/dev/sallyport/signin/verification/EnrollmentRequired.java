package dev.sallyport.signin.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.sessions.session.SignInResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy requires a second factor, and the user has none yet. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnrollmentRequired(
        @Schema(enumeration = "enrollment_required", required = true)
        String status,

        @Schema(required = true) String enrollmentToken,

        @Schema(required = true) long expiresIn,

        @Schema(required = true) List<FactorMethod> methods,

        @Schema(implementation = String.class) @Nullable CookieToken deviceToken)
        implements SignInResponse, TokenAnswer {

    EnrollmentRequired withDeviceToken(@Nullable CookieToken token) {
        return new EnrollmentRequired(status, enrollmentToken, expiresIn, methods, token);
    }

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
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
