package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A token to introspect or revoke (RFC 7662 section 2.1, RFC 7009 section 2.1). */
@Schema(name = "TokenIntrospectionRequest")
record TokenIntrospectionRequest(
        @Schema(required = true) String token,
        @JsonProperty("token_type_hint") String tokenTypeHint) {

    @Override
    public String toString() {
        return "TokenIntrospectionRequest";
    }
}
