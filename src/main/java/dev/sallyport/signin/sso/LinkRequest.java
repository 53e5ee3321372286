package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An ID token about the signed-in user. */
@Schema(name = "LinkIdentityRequest")
record LinkRequest(
        @NotNull ProviderId provider,
        @NotNull @Size(max = 8192) String idToken,
        @Size(max = 256) String nonce) {

    @Override
    public String toString() {
        return "LinkRequest[provider=" + provider + "]";
    }
}
