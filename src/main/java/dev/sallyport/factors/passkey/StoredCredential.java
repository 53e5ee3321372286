package dev.sallyport.factors.passkey;

/**
 * What is known of a credential, for the check of its signature.
 *
 * @param publicKey a COSE_Key
 */
// no two are ever compared
@SuppressWarnings("ArrayRecordComponent")
record StoredCredential(byte[] id, byte[] publicKey, byte[] userHandle, long signCount, boolean backupEligible) {}
