package dev.sallyport.sessions.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.token.AccessToken;
import dev.sallyport.security.token.VerifiedToken;
import dev.sallyport.sessions.session.SessionCheck;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The current state of a token (RFC 7662 section 2.2); for an invalid token only that it is not active. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "IntrospectionResponse")
record IntrospectionResponse(
        @Schema(required = true) boolean active,
        @Nullable String iss,
        @Nullable UserId sub,
        @Nullable SessionId sid,
        @Nullable String aud,
        @JsonProperty("client_id") @Nullable String clientId,
        @Nullable String scope,
        @JsonProperty("token_type") @Nullable String tokenType,
        @Nullable Long exp,
        @Nullable Long iat,
        @Nullable String jti,
        @JsonProperty("auth_time") @Nullable Long authTime,
        @Schema(enumeration = {"1fa", "2fa"}) @Nullable String acr,
        @Nullable List<String> amr) {

    static final IntrospectionResponse INACTIVE = new IntrospectionResponse(
            false, null, null, null, null, null, null, null, null, null, null, null, null, null);

    static IntrospectionResponse of(VerifiedToken token, SessionCheck.Alive session) {
        AccessToken statement = token.statement();
        List<String> groups =
                statement.roles().stream().filter(session.groups()::contains).toList();
        return new IntrospectionResponse(
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
