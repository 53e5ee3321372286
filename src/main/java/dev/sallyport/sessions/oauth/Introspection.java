package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.VerifiedToken;
import dev.sallyport.sessions.session.SessionCheck;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is true of a token at this moment (RFC 7662 section 2.2); of one that is not good, only that it is not. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IntrospectionResponse")
record Introspection(
        @Schema(required = true) boolean active,
        String iss,
        UUID sub,
        UUID sid,
        String aud,
        @JsonProperty("client_id") String clientId,
        String scope,
        @JsonProperty("token_type") String tokenType,
        Long exp,
        Long iat,
        String jti,
        @JsonProperty("auth_time") Long authTime,
        @Schema(enumeration = {"1fa", "2fa"}) String acr,
        List<String> amr) {

    static final Introspection INACTIVE =
            new Introspection(false, null, null, null, null, null, null, null, null, null, null, null, null, null);

    static Introspection of(VerifiedToken token, SessionCheck.Alive session) {
        AccessToken statement = token.statement();
        List<String> groups =
                statement.roles().stream().filter(session.groups()::contains).toList();
        return new Introspection(
                true,
                token.issuer(),
                statement.userId(),
                statement.sessionId(),
                token.audience(),
                token.clientId(),
                String.join(" ", groups),
                "Bearer",
                token.expiresAt().getEpochSecond(),
                token.issuedAt().getEpochSecond(),
                token.tokenId(),
                statement.authTime().getEpochSecond(),
                session.proof().levelOf(statement).acr(),
                session.proof().amrOf(statement));
    }

    @Override
    public String toString() {
        return "Introspection[active=" + active + "]";
    }
}
