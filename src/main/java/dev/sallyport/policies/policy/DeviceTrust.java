package dev.sallyport.policies.policy;

import java.time.Duration;

/**
 * Whether users with two-factor sign-in can trust a device, so that it replaces their second factor.
 *
 * @param lifetime how long a device is trusted after the code was entered there; zero if not allowed
 */
public record DeviceTrust(boolean allowed, Duration lifetime) {

    /** The default of an account. */
    public static final DeviceTrust NOT_ALLOWED = new DeviceTrust(false, Duration.ZERO);
}
