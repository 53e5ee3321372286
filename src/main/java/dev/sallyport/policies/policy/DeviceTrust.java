package dev.sallyport.policies.policy;

import java.time.Duration;

/**
 * Whether users with two-factor sign-in may have a device remembered, so that it stands in for their second factor.
 *
 * @param lifetime for how long a device is trusted so, from the code on that was entered there; zero where not allowed
 */
public record DeviceTrust(boolean allowed, Duration lifetime) {

    /** The default of an account. */
    public static final DeviceTrust NOT_ALLOWED = new DeviceTrust(false, Duration.ZERO);
}
