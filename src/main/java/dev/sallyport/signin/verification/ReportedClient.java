package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.ClientContext;
import org.jspecify.annotations.Nullable;

/**
 * What a backend says of the device of the user it speaks for. The code may come from the backend too, and is no sign of
 * the device.
 *
 * @param client the id of the backend; null where the word was kept with a challenge, which knows it
 * @param userAgent of the device, or null where it has none
 * @param address of the device, or null where the backend did not say
 */
record ReportedClient(
        @Nullable String client,
        @Nullable String userAgent,
        @Nullable String address) {

    /** Where the device is, that somebody else's request is about. */
    ClientContext at(ClientContext request) {
        return new ClientContext(
                address == null ? request.address() : address, userAgent, request.requestId(), request.language());
    }
}
