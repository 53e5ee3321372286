package dev.sallyport.factors.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.sessions.session.SignedInResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A passkey that has just become active. */
@Schema(name = "RegisteredPasskey")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegisteredPasskey(
        @Schema(required = true) AuthenticatorId id,
        @Schema(required = true) String name,
        @Schema(enumeration = "passkey", required = true) String type,
        @Schema(enumeration = "active", required = true) String status,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) boolean backedUp,
        @Nullable List<String> recoveryCodes,
        @Schema(required = true) SignedInResponse signIn)
        implements TokenAnswer {

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
        return signIn.cookieTokens();
    }

    @Override
    public RegisteredPasskey withoutLastingTokens() {
        return new RegisteredPasskey(
                id, name, type, status, createdAt, backedUp, recoveryCodes, signIn.withoutLastingTokens());
    }

    @Override
    public String toString() {
        return "RegisteredPasskey[id=" + id + "]"; // a recovery code must not reach a log
    }
}
