package dev.sallyport.security.caller;

import java.security.Principal;
import java.util.List;

/**
 * A backend that authenticated with its client secret, or with a token that it got for it.
 *
 * @param scopes the scopes of the credential that it sent
 * @param version of the client as it was known when it was recognized
 * @param proof the hash of the secret or token that it sent
 * @param secretShown whether it was the secret
 */
// never compared as a whole: Digest compares the hash
@SuppressWarnings("ArrayRecordComponent")
public record ClientCaller(String clientId, List<String> scopes, int version, byte[] proof, boolean secretShown)
        implements Principal {

    @Override
    public String getName() {
        return clientId;
    }

    @Override
    public String toString() {
        return "ClientCaller[clientId=" + clientId + "]";
    }
}
