package dev.sallyport.caller;

import java.security.Principal;
import java.util.List;

/**
 * A backend that proved its client secret, or showed a token that it got for it.
 *
 * @param scopes what it may do with what it showed
 */
public record ClientCaller(String clientId, List<String> scopes) implements Principal {

    @Override
    public String getName() {
        return clientId;
    }
}
