package dev.sallyport.caller;

import java.security.Principal;

/** A backend that proved its client secret. */
public record ClientCaller(String clientId) implements Principal {

    @Override
    public String getName() {
        return clientId;
    }
}
