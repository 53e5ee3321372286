package dev.sallyport.moving;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The public key of this instance.
 *
 * @param recipientKey the same as the value of the header that an export takes
 */
@Schema(name = "ImportKey")
record ImportKey(
        @Schema(required = true) PublicKey publicKey,
        @Schema(required = true) String recipientKey) {

    /** A JWK (RFC 7517, RFC 8037). */
    @Schema(name = "ImportPublicKey")
    record PublicKey(
            @Schema(required = true) String kty,
            @Schema(required = true) String crv,
            @Schema(required = true) String x,
            @Schema(required = true) String use,
            @Schema(required = true) String alg,
            @Schema(required = true) String kid) {}
}
