package dev.sallyport.factors.passkey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A credential and how a browser reaches it: WebAuthn {@code PublicKeyCredentialDescriptorJSON}. */
@Schema(name = "PasskeyDescriptor")
public record CredentialDescriptor(
        @Schema(enumeration = "public-key", required = true) String type,
        @Schema(required = true) String id,
        @Schema(required = true) List<String> transports) {

    static final String PUBLIC_KEY = "public-key";

    static CredentialDescriptor of(byte[] credentialId, List<String> transports) {
        return new CredentialDescriptor(PUBLIC_KEY, Base64Url.encode(credentialId), transports);
    }
}
