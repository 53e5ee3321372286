package org.example.shop;

import dev.sallyport.client.SignInFeature;
import dev.sallyport.client.TokenVerifier;
import jakarta.ws.rs.ext.Provider;

/** Enforces what {@code @RequiresSignIn} says. */
@Provider
public class Guard extends SignInFeature {

    Guard(TokenVerifier verifier) {
        super(verifier);
    }
}
