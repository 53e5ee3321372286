package dev.sallyport.factors.enrollment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sallyport.base.browser.LastingToken;
import dev.sallyport.base.browser.TextFile;
import dev.sallyport.base.browser.TokenAnswer;
import dev.sallyport.base.browser.TokenCookie;
import dev.sallyport.sessions.session.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An authenticator that counts from now on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConfirmedAuthenticator(
        @Schema(required = true) UUID id,
        @Schema(required = true) String name,
        @Schema(enumeration = "active", required = true) String status,
        List<String> recoveryCodes,
        @Schema(required = true) SignedIn signIn)
        implements TokenAnswer, TextFile {

    @Override
    public String fileName() {
        return "recovery-codes.txt";
    }

    /** One code a line; nothing for one more authenticator, since the codes that the user has stay good. */
    @Override
    public String fileText() {
        return recoveryCodes == null ? "" : String.join("\n", recoveryCodes) + "\n";
    }

    @Override
    public Map<TokenCookie, LastingToken> lastingTokens() {
        return signIn.lastingTokens();
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
