package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.sessions.session.Amr;
import dev.sallyport.sessions.session.ProviderAssertion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user who was identified by a provider.
 *
 * @param user active, and locked until the transaction ends
 * @param provider by which
 * @param account whose provider it is
 * @param assertion the assertion of a provider that is exempt from second factor, the policy of its account and email
 *     codes; empty if it is not exempt
 * @param amr the {@code amr} values of the sign-in here, without the provider's assertion
 * @param authTime when the user authenticated at the provider, as {@link ProofTime} has it
 */
public record SsoUser(
        UserSnapshot user,
        ProviderId provider,
        AccountId account,
        Optional<ProviderAssertion> assertion,
        List<String> amr,
        Instant authTime) {

    static SsoUser of(UserSnapshot user, IdentityProvider provider, IdToken token) {
        if (provider.exemption().exempts(token.assertsMfa())) {
            ProviderAssertion assertion = new ProviderAssertion(provider.id(), token.amr());
            return new SsoUser(
                    user,
                    provider.id(),
                    provider.accountId(),
                    Optional.of(assertion),
                    List.of(Amr.SSO),
                    token.authTime());
        }
        List<String> amr = new ArrayList<>(List.of(Amr.SSO));
        // The provider is not exempt: only this service's second factor makes it two factors.
        token.amr().stream().filter(method -> !method.equals(IdToken.MFA)).forEach(amr::add);
        return new SsoUser(
                user, provider.id(), provider.accountId(), Optional.empty(), List.copyOf(amr), token.authTime());
    }

    /** Whether this sign-in is exempt from second factor, the policy of its account and email codes. */
    public boolean exempt() {
        return assertion.isPresent();
    }
}
