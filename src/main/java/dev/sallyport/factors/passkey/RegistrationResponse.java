package dev.sallyport.factors.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A new credential, as {@code PublicKeyCredential.toJSON()} gives it (WebAuthn {@code RegistrationResponseJSON}). What
 * the service does not use is ignored: browsers add fields.
 */
@Schema(name = "PasskeyRegistration")
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegistrationResponse(
        @NotNull @Size(max = 1400) String id,
        @Nullable @Size(max = 1400) String rawId,

        @NotNull @Pattern(regexp = "public-key", message = "must be public-key")
        String type,

        @NotNull @Valid Attestation response) {

    /** WebAuthn {@code AuthenticatorAttestationResponseJSON}. */
    @Schema(name = "PasskeyAttestation")
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Attestation(
            @NotNull @Size(max = 4096) String clientDataJSON,
            @NotNull @Size(max = 8192) String attestationObject,
            @Nullable @Size(max = 10) List<@NotNull @Size(max = 20) String> transports) {

        @Override
        public String toString() {
            return "Attestation";
        }
    }

    boolean hasOneId() {
        return rawId == null || rawId.equals(id);
    }

    @Override
    public String toString() {
        return "RegistrationResponse";
    }
}
