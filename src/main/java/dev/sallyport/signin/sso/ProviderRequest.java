package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.DisplayName;
import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.MailDomain;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An OpenID provider to be trusted. */
record ProviderRequest(
        @NotNull @DisplayName @Schema(required = true, examples = "Acme Okta")
        String name,

        @NotNull
        @Size(max = 300)
        @Pattern(
                regexp = "https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?",
                message = "must be the https address of an issuer, without query and fragment")
        @Schema(
                required = true,
                examples = "https://login.acme.example",
                description = "Exactly as in the provider's tokens; its keys are found by"
                        + " `/.well-known/openid-configuration` under it.")
        String issuer,

        @NotNull
        @Size(min = 1, max = 200)
        @Pattern(regexp = "[\\x21-\\x7e]+", message = "must contain visible ASCII characters only")
        @Schema(required = true, examples = "sallyport-acme", description = "The audience of its ID tokens.")
        String clientId,

        @Size(max = 20)
        @Schema(
                examples = "[\"acme.example\"]",
                description = "Whoever signs in with a verified address of one of these domains, and is not known here"
                        + " yet, becomes a member of the account. With none, only users who linked the provider"
                        + " themselves can sign in by it.")
        List<@NotNull @MailDomain String> emailDomains,

        @Schema(
                defaultValue = "always",
                description = "Whether a sign-in by its word goes without second factor, policy and email codes:"
                        + " `always`, `if_mfa_asserted` (its `amr` has `mfa`), or `never`.")
        SsoExemption ssoExempt) {

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
