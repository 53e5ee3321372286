package dev.sallyport.verification;

import dev.sallyport.caller.Origin;
import dev.sallyport.device.DeviceOwner;
import dev.sallyport.device.KnownDevice;
import dev.sallyport.mail.Told;
import dev.sallyport.session.SessionUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A challenge that is open now, and its user as they are now.
 *
 * @param failures wrong codes so far, the try at hand included where one was spent
 * @param firstAmr what the first step proved
 */
record OpenChallenge(
        UUID id,
        ChallengePurpose purpose,
        int failures,
        Instant expiresAt,
        Optional<KnownDevice> device,
        String deviceName,
        SessionUser user,
        String locale,
        List<String> firstAmr) {

    /** Who to tell of an act that came from there. */
    Told told(Origin origin) {
        return new Told(user.id(), user.email(), origin.languageFor(locale), origin.address(), origin.browser());
    }

    DeviceOwner deviceOwner() {
        return new DeviceOwner(user.id(), user.epoch());
    }
}
