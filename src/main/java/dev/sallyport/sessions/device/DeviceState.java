package dev.sallyport.sessions.device;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.useragent.Browser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live device of a user as its row stands, for comparing with what a client shows.
 *
 * @param generation of the newest token
 * @param rotatedAt when that token took the place of its predecessor; null for the first
 * @param browser what the client said it was when the device was trusted
 * @param trustedAt when a code was entered there
 * @param skipsSecondFactor whether its owner asked to be let in without the second factor there
 */
public record DeviceState(
        DeviceId id,
        int generation,
        @Nullable Instant rotatedAt,
        Browser browser,
        Instant trustedAt,
        boolean skipsSecondFactor) {}
