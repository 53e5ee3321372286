package dev.sallyport.factors.passkey;

import dev.sallyport.base.cors.AllowedOrigins;
import dev.sallyport.security.token.TokenConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the settings say about passkeys. */
final class PasskeyBeans {

    @Produces
    @Singleton
    RelyingParty relyingParty(PasskeyConfig config, TokenConfig tokens, AllowedOrigins origins) {
        return RelyingParty.of(config, tokens.issuer(), origins.all());
    }
}
