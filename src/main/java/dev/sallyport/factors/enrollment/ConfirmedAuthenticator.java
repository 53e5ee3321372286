package dev.sallyport.factors.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenAnswer;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.exchange.TextFile;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.sessions.session.SignedInResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authenticator that has just become active. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConfirmedAuthenticator(
        @Schema(required = true) AuthenticatorId id,
        @Schema(required = true) String name,
        @Schema(enumeration = "active", required = true) String status,
        @Nullable List<String> recoveryCodes,
        @Schema(required = true) SignedInResponse signIn)
        implements TokenAnswer, TextFile {

    @Override
    public String fileName() {
        return "recovery-codes.txt";
    }

    /** One code a line; empty for an additional authenticator, since the user's existing codes stay valid. */
    @Override
    public String fileText() {
        return recoveryCodes == null ? "" : String.join("\n", recoveryCodes) + "\n";
    }

    @Override
    public Map<TokenCookie, CookieToken> cookieTokens() {
        return signIn.cookieTokens();
    }

    @Override
    public ConfirmedAuthenticator withoutLastingTokens() {
        return new ConfirmedAuthenticator(id, name, status, recoveryCodes, signIn.withoutLastingTokens());
    }

    @Override
    public String toString() {
        return "ConfirmedAuthenticator[id=" + id + "]";
    }
}
