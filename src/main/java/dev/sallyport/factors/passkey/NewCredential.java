package dev.sallyport.factors.passkey;

import java.util.List;

/**
 * A credential that an authenticator has just made, and that fits the options.
 *
 * @param publicKey a COSE_Key
 */
// no two are ever compared
@SuppressWarnings("ArrayRecordComponent")
record NewCredential(
        byte[] id,
        byte[] publicKey,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        boolean userVerified,
        List<String> transports) {

    /** The {@code amr} values of its registration, without {@code mfa}. */
    String[] amr() {
        return PasskeyAnswer.amr(backupEligible, userVerified);
    }
}
