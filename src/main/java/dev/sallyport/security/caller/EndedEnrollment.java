package dev.sallyport.security.caller;

import java.security.Principal;

/**
 * A caller with an enrollment token that is not valid, or has ended. The {@link IdempotencyKey} of the request that
 * ended the token returns its answer again. No operation accepts this caller.
 */
public record EndedEnrollment() implements Principal {

    @Override
    public String getName() {
        return "";
    }
}
