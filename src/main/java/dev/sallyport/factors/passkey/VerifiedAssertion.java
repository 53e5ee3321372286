package dev.sallyport.factors.passkey;

/**
 * A signature that is right.
 *
 * @param counterWentBack see {@link SignatureCounter}
 */
record VerifiedAssertion(long signCount, boolean counterWentBack, boolean userVerified, boolean backedUp) {}
