package org.example.shop;

import dev.sallyport.client.Revocations;
import dev.sallyport.client.TokenVerifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The library, as this backend uses it. Until the first answer of the service, tokens get 503. */
class Sallyport {

    @Produces
    @Singleton
    Revocations revocations(
            @ConfigProperty(name = "sallyport") String sallyport,
            @ConfigProperty(name = "client.id") String id,
            @ConfigProperty(name = "client.secret") String secret) {
        return Revocations.of(sallyport, id, secret).follow();
    }

    void close(@Disposes Revocations revocations) {
        revocations.close();
    }

    @Produces
    @Singleton
    TokenVerifier verifier(@ConfigProperty(name = "sallyport") String sallyport, Revocations revocations) {
        return TokenVerifier.forIssuer(sallyport).revocations(revocations).build();
    }
}
