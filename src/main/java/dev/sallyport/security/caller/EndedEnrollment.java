package dev.sallyport.security.caller;

import java.security.Principal;

/**
 * The holder of an enrollment token that is not valid, or not any longer: they may get the answer to the request that
 * ended it again, by the {@link IdempotencyKey} of that request. No operation takes this caller for one of its own.
 */
public record EndedEnrollment() implements Principal {

    @Override
    public String getName() {
        return "";
    }
}
