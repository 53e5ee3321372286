package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where the endpoints are and what they can do (RFC 8414 section 2). */
@Schema(name = "AuthorizationServerMetadata")
record ServerMetadata(
        @Schema(required = true) String issuer,

        @JsonProperty("token_endpoint") @Schema(required = true)
        String tokenEndpoint,

        @JsonProperty("jwks_uri") @Schema(required = true) String jwksUri,

        @JsonProperty("introspection_endpoint") @Schema(required = true)
        String introspectionEndpoint,

        @JsonProperty("revocation_endpoint") @Schema(required = true)
        String revocationEndpoint,

        @JsonProperty("scopes_supported") @Schema(required = true)
        List<String> scopesSupported,

        @JsonProperty("response_types_supported") @Schema(required = true)
        List<String> responseTypesSupported,

        @JsonProperty("grant_types_supported") @Schema(required = true)
        List<String> grantTypesSupported,

        @JsonProperty("token_endpoint_auth_methods_supported") @Schema(required = true)
        List<String> tokenEndpointAuthMethodsSupported,

        @JsonProperty("introspection_endpoint_auth_methods_supported") @Schema(required = true)
        List<String> introspectionEndpointAuthMethodsSupported,

        @JsonProperty("revocation_endpoint_auth_methods_supported") @Schema(required = true)
        List<String> revocationEndpointAuthMethodsSupported) {

    private static final String BASIC = "client_secret_basic";
    private static final String POST = "client_secret_post";
    private static final String NONE = "none";

    /**
     * @param issuer the address of the service; an endpoint's is that and its path
     * @param secretsInForms whether a client may send its secret in the form
     */
    static ServerMetadata of(String issuer, List<String> scopes, boolean secretsInForms) {
        List<String> methods = secretsInForms ? List.of(BASIC, POST) : List.of(BASIC);
        List<String> orNone = Stream.concat(methods.stream(), Stream.of(NONE)).toList();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return new ServerMetadata(
                issuer,
                base + "/oauth2/token",
                base + "/.well-known/jwks.json",
                base + "/oauth2/introspect",
                base + "/oauth2/revoke",
                scopes,
                List.of(),
                List.of("refresh_token", "client_credentials"),
                orNone,
                methods,
                orNone);
    }

    @Override
    public String toString() {
        return "Metadata";
    }
}
