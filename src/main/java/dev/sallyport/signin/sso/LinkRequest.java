package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An ID token about the signed-in user. */
record LinkRequest(
        @NotNull
        @Schema(
                required = true,
                description = "The id of the identity provider.",
                examples = "0199d3c2-61aa-7e11-a2d3-0b9c4e5f6a77")
        ProviderId provider,

        @NotNull @Size(max = 8192) @Schema(required = true, examples = "eyJ.EXAMPLE")
        String idToken,

        @Size(max = 256) @Schema(description = "What the client gave to the provider, where it gave something.")
        String nonce) {

    @Override
    public String toString() {
        return "LinkRequest[provider=" + provider + "]";
    }
}
