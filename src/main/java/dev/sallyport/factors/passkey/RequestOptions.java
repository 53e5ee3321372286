package dev.sallyport.factors.passkey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a browser needs to ask for a signature: WebAuthn {@code PublicKeyCredentialRequestOptionsJSON}. */
@Schema(name = "PasskeyRequestOptions")
public record RequestOptions(
        @Schema(required = true) String challenge,
        @Schema(required = true) long timeout,
        @Schema(required = true) String rpId,
        @Schema(required = true) List<CredentialDescriptor> allowCredentials,

        @Schema(
                enumeration = {"preferred", "required"},
                required = true)
        String userVerification) {

    @Override
    public String toString() {
        return "RequestOptions";
    }
}
