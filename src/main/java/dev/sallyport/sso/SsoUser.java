package dev.sallyport.sso;

import dev.sallyport.account.UserSnapshot;
import dev.sallyport.session.Amr;
import dev.sallyport.token.AssuranceLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A user by a provider's word.
 *
 * @param user active, and locked until the transaction ends
 * @param exempt whether this sign-in goes without second factor, policy and email codes
 * @param amr the methods that the provider named, in the words of RFC 8176
 * @param authTime when the person proved to the provider who they are
 */
public record SsoUser(UserSnapshot user, boolean exempt, List<String> amr, Instant authTime) {

    static SsoUser of(UserSnapshot user, IdentityProvider provider, IdToken token) {
        boolean exempt = provider.exemption().exempts(token.assertsMfa());
        List<String> amr = new ArrayList<>(List.of(Amr.SSO));
        // Where the provider is not exempt, our own second factor is what makes two.
        token.amr().stream()
                .filter(method -> exempt || !method.equals(IdToken.MFA))
                .forEach(amr::add);
        return new SsoUser(user, exempt, List.copyOf(amr), token.authTime());
    }

    /** What its word alone comes to. */
    public AssuranceLevel level() {
        return amr.contains(IdToken.MFA) ? AssuranceLevel.TWO_FACTOR : AssuranceLevel.ONE_FACTOR;
    }
}
