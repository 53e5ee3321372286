package dev.sallyport.signin.verification;

import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.caller.Origin;
import dev.sallyport.security.throttle.Standing;
import dev.sallyport.sessions.device.KnownDevice;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A challenge that is open now, and its user as they are now.
 *
 * @param failures wrong codes so far, the try at hand included where one was spent
 * @param locks how often the second step had been locked when the challenge was opened
 * @param beforeLock whether it was locked since, which voids the challenge
 * @param firstAmr what the first step proved
 * @param word of the backend that opened it; empty where the device speaks for itself
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
        int locks,
        boolean beforeLock,
        List<String> firstAmr,
        Optional<DeviceWord> word) {

    /** Where the device is that is signing in: whence the code came, or where a backend said it is. */
    Origin placeOf(Origin request) {
        return word.map(said -> said.at(request)).orElse(request);
    }

    /** Who to tell of an act that came from there. */
    Told told(Origin origin) {
        return new Told(user.id(), user.email(), origin.languageFor(locale), origin.address(), origin.browser());
    }

    /** The user's standing when the challenge was opened. */
    Standing standing() {
        return new Standing(user.epoch(), locks);
    }

    /** Whether what voids the challenge has happened since it was opened. */
    boolean isVoidFor(Standing now) {
        return !standing().equals(now);
    }

    /** How many more wrong codes the challenge allows, after the try at hand. */
    int failuresLeft() {
        return Challenge.MAX_FAILURES - failures;
    }
}
