package dev.sallyport.sso;

import dev.sallyport.account.UserSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A user by a provider's word.
 *
 * @param user active, and locked until the transaction ends
 * @param exempt whether this sign-in goes without second factor, policy and email codes
 * @param mfaAsserted whether the provider says that it saw more than one factor
 * @param amr the methods that the provider named, in the words of RFC 8176
 * @param authTime when the person proved to the provider who they are
 */
public record SsoUser(UserSnapshot user, boolean exempt, boolean mfaAsserted, List<String> amr, Instant authTime) {

    static SsoUser of(UserSnapshot user, IdentityProvider provider, IdToken token) {
        List<String> amr = new ArrayList<>(List.of("sso"));
        amr.addAll(token.amr());
        return new SsoUser(
                user,
                provider.exemption().exempts(token.assertsMfa()),
                token.assertsMfa(),
                List.copyOf(amr),
                token.authTime());
    }
}
