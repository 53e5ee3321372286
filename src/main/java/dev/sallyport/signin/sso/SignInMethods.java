package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** By what a user can sign in, so that the last of it is not removed. */
@ApplicationScoped
public class SignInMethods {

    private final PasswordCredentials passwords;
    private final SsoLinks links;
    private final AccountAccess access;

    SignInMethods(PasswordCredentials passwords, SsoLinks links, AccountAccess access) {
        this.passwords = passwords;
        this.links = links;
        this.access = access;
    }

    /**
     * Whether the user can sign in without this provider: by a password, or by another provider of an account of which
     * they are a member. A provider that was removed does not count. Nor does a passkey: whether its authenticator can
     * sign a user in by itself, as a discoverable credential with a PIN or biometric, is not known.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean remainWithout(ProviderId provider, UserId user) {
        return passwords.find(user).isPresent()
                || links.findOtherLinkedAccounts(provider, user).stream()
                        .anyMatch(account -> access.isMember(user, account));
    }
}
