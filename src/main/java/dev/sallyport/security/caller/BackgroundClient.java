package dev.sallyport.security.caller;

import java.security.Principal;

/**
 * A client whose work continues in the background. It sends no request and so shows no credential: what it may still do
 * is looked up.
 */
public record BackgroundClient(String clientId) implements Principal {

    @Override
    public String getName() {
        return clientId;
    }
}
