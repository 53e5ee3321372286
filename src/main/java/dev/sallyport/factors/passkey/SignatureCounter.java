package dev.sallyport.factors.passkey;

/** The rule of the signature counter (WebAuthn section 7.2, step 22). */
final class SignatureCounter {

    private SignatureCounter() {}

    /**
     * Whether a counter does not grow as it must: two authenticators sign with one key, or the answers have come in
     * another order. An authenticator that does not count says 0 each time.
     *
     * @param stored the highest count so far
     * @param signed the count in the answer
     */
    static boolean wentBack(long stored, long signed) {
        return (stored != 0 || signed != 0) && signed <= stored;
    }
}
