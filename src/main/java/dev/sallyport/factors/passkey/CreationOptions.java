package dev.sallyport.factors.passkey;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a browser needs to make a passkey: WebAuthn {@code PublicKeyCredentialCreationOptionsJSON}. */
@Schema(name = "PasskeyCreationOptions")
public record CreationOptions(
        @Schema(required = true) RelyingPartyEntity rp,
        @Schema(required = true) UserEntity user,
        @Schema(required = true) String challenge,
        @Schema(required = true) List<Parameter> pubKeyCredParams,
        @Schema(required = true) long timeout,
        @Schema(required = true) List<CredentialDescriptor> excludeCredentials,
        @Schema(required = true) Selection authenticatorSelection,
        @Schema(enumeration = "none", required = true) String attestation) {

    /** Who asks. */
    @Schema(name = "PasskeyRelyingParty")
    public record RelyingPartyEntity(
            @Schema(required = true) String id,
            @Schema(required = true) String name) {}

    /**
     * For whom.
     *
     * @param id random: it names no person
     */
    @Schema(name = "PasskeyUser")
    public record UserEntity(
            @Schema(required = true) String id,
            @Schema(required = true) String name,
            @Schema(required = true) String displayName) {}

    /** An algorithm, by its number in the COSE registry. */
    @Schema(name = "PasskeyParameter")
    public record Parameter(
            @Schema(enumeration = "public-key", required = true)
            String type,

            @Schema(required = true) long alg) {}

    /** What kind of authenticator is wanted. */
    @Schema(name = "PasskeySelection")
    public record Selection(
            @Schema(enumeration = "preferred", required = true)
            String residentKey,

            @Schema(required = true) boolean requireResidentKey,

            @Schema(enumeration = "preferred", required = true)
            String userVerification) {}

    @Override
    public String toString() {
        return "CreationOptions";
    }
}
