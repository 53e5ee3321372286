package dev.sallyport.signin.sso;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.emailaddress.MailDomain;
import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An OpenID provider to be trusted. */
@Schema(name = "IdentityProviderRequest")
record ProviderRequest(
        @NotNull @DisplayName String name,

        @NotNull
        @Size(max = 300)
        @Pattern(regexp = "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+){0,100}/?", message = NO_ISSUER)
        String issuer,

        @NotNull
        @Size(min = 1, max = 200)
        @Pattern(regexp = "[\\x21-\\x7e]+", message = "must contain visible ASCII characters only")
        String clientId,

        @Size(max = 20) List<@NotNull @MailDomain String> emailDomains,

        @Schema(defaultValue = "always") SsoExemption ssoExempt) {

    static final String NO_ISSUER = "must be the https address of an issuer, without query and fragment";

    List<String> domains() {
        return emailDomains == null
                ? List.of()
                : emailDomains.stream()
                        .map(domain -> EmailAddress.domain(domain).orElseThrow())
                        .distinct()
                        .toList();
    }

    SsoExemption exemption() {
        return ssoExempt == null ? SsoExemption.ALWAYS : ssoExempt;
    }
}
