package dev.sallyport.signin.verification;

import dev.sallyport.base.network.NetworkAddress;
import dev.sallyport.security.caller.ClientContext;
import org.jspecify.annotations.Nullable;

/**
 * The user's device as a backend reports it. The code may also come from the backend, and proves nothing about the
 * device.
 *
 * @param client the id of the backend; null if the data was stored with a challenge, which knows it
 * @param userAgent of the device, or null where it has none
 * @param address of the device in its canonical form, or null where the backend did not say
 */
record ReportedClient(
        @Nullable String client,
        @Nullable String userAgent,
        @Nullable String address) {

    /** The address as the audit trail, the sessions and the limits have those of requests. */
    ReportedClient {
        address = address == null ? null : NetworkAddress.canonical(address);
    }

    /** The origin of the device, which is not the origin of the backend's request. */
    ClientContext at(ClientContext request) {
        return request.from(address == null ? request.address() : address, userAgent);
    }
}
