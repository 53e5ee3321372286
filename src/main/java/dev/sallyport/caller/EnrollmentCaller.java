package dev.sallyport.caller;

import java.security.Principal;
import java.util.UUID;

/** Someone who signed in as far as a policy lets them without a second factor: they may set one up, nothing else. */
public record EnrollmentCaller(UUID userId, UUID challengeId) implements Principal {

    @Override
    public String getName() {
        return userId.toString();
    }
}
