package dev.sallyport.factors.passkey;

import java.time.Instant;
import java.util.UUID;

/**
 * Passkey options that wait for their answer.
 *
 * @param id of the options and, for a registration, of the passkey that it will make
 * @param userHandle of the passkey that a registration will make; zeros otherwise
 * @param token that the client sends with the answer
 * @param challenge that the authenticator signs
 */
// no two are ever compared
@SuppressWarnings("ArrayRecordComponent")
record Ceremony(UUID id, Instant expiresAt, byte[] userHandle, String token, byte[] challenge) {

    @Override
    public String toString() {
        return "Ceremony[id=" + id + "]";
    }
}
