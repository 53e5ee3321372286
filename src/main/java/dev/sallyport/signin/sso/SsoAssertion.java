package dev.sallyport.signin.sso;

/** A validated ID token that was not used yet. */
public final class SsoAssertion {

    private final IdentityProvider provider;
    private final IdToken token;

    SsoAssertion(IdentityProvider provider, IdToken token) {
        this.provider = provider;
        this.token = token;
    }

    IdentityProvider provider() {
        return provider;
    }

    IdToken token() {
        return token;
    }

    @Override
    public String toString() {
        return "SsoAssertion[provider=" + provider.id() + "]";
    }
}
