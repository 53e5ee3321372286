package dev.sallyport.clients;

import java.util.List;
import java.util.Optional;

/**
 * An authenticated client.
 *
 * @param scopes the scopes of the credential that it sent
 * @param requestsPerMinute its own limit; empty for the configured one
 * @param version changes with every change of the client
 * @param proof the hash of the credential that it sent
 */
// never compared as a whole: Digest compares the hash
@SuppressWarnings("ArrayRecordComponent")
public record AuthenticatedClient(
        String id, List<String> scopes, Optional<Integer> requestsPerMinute, int version, byte[] proof) {

    @Override
    public String toString() {
        return "AuthenticatedClient[id=" + id + "]";
    }
}
