package dev.sallyport.factors.passkey;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a passkey has signed, and for which options.
 *
 * <p>A factor takes its answer as one text. This one is the ceremony token and the parts of the credential, each in
 * base64url, with points between them.
 *
 * @param userHandle empty for a passkey that is not discoverable
 */
// no two are ever compared
@SuppressWarnings("ArrayRecordComponent")
record PasskeyAnswer(
        String ceremonyToken,
        byte[] credentialId,
        byte[] clientData,
        byte[] authenticatorData,
        byte[] signature,
        byte[] userHandle) {

    /** The length of the authenticator data without extensions (WebAuthn section 6.1). */
    static final int MIN_AUTHENTICATOR_DATA = 37;

    static final int MAX_CREDENTIAL_ID = 1023;

    private static final int FLAGS = 32;
    private static final int USER_VERIFIED = 0x04;
    private static final int BACKUP_ELIGIBLE = 0x08;

    private static final int PARTS = 6;

    /** Reads the text; empty for what cannot be an answer. */
    static Optional<PasskeyAnswer> read(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        List<Optional<byte[]>> bytes =
                Arrays.stream(parts).skip(1).map(Base64Url::decode).toList();
        if (bytes.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        PasskeyAnswer answer = new PasskeyAnswer(
                parts[0],
                bytes.get(0).get(),
                bytes.get(1).get(),
                bytes.get(2).get(),
                bytes.get(3).get(),
                bytes.get(4).get());
        return Optional.of(answer).filter(PasskeyAnswer::isWhole);
    }

    private boolean isWhole() {
        return credentialId.length > 0
                && credentialId.length <= MAX_CREDENTIAL_ID
                && authenticatorData.length >= MIN_AUTHENTICATOR_DATA;
    }

    /** Whether the authenticator says that it has verified its user, by a PIN or a biometric. */
    boolean saysUserVerified() {
        return (authenticatorData[FLAGS] & USER_VERIFIED) != 0;
    }

    /** Whether the authenticator says that the key may be on other devices of its user, too. */
    boolean saysBackupEligible() {
        return (authenticatorData[FLAGS] & BACKUP_ELIGIBLE) != 0;
    }

    /** The {@code amr} values of an accepted answer (RFC 8176), without {@code mfa}. */
    String[] amr() {
        return amr(saysBackupEligible(), saysUserVerified());
    }

    /** A key that may be copied counts as one in software. */
    static String[] amr(boolean backupEligible, boolean userVerified) {
        String key = backupEligible ? "swk" : "hwk";
        return userVerified ? new String[] {key, "user"} : new String[] {key};
    }

    @Override
    public String toString() {
        return "PasskeyAnswer"; // a signature must not reach a log
    }
}
