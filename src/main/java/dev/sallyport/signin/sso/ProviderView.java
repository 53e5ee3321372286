package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.ProviderId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An identity provider of an account. */
@Schema(name = "IdentityProvider")
record ProviderView(
        @Schema(required = true) ProviderId id,
        @Schema(required = true) String name,
        @Schema(required = true) String issuer,
        @Schema(required = true) String clientId,
        @Schema(required = true) List<String> emailDomains,
        @Schema(required = true) SsoExemption ssoExempt,
        @Schema(required = true) Instant createdAt) {}
