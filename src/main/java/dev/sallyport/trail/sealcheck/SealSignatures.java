package dev.sallyport.trail.sealcheck;

import dev.sallyport.security.crypto.DocumentSignature;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Leaf;
import dev.sallyport.trail.chain.SignedSeal;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;

/** Verifies the signatures of seals by the keys that the reader trusts. */
public final class SealSignatures {

    private final Map<String, PublicKey> keys;

    /** @param keys by their ids */
    public SealSignatures(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** Whether a trusted key has signed the seal. */
    public boolean isSigned(SignedSeal signed) {
        return fault(signed).isEmpty();
    }

    /** Why the signature proves nothing, for operators; empty: a trusted key has signed the seal. */
    Optional<String> fault(SignedSeal signed) {
        String id = signed.seal().keyId();
        PublicKey key = keys.get(id);
        if (key == null) {
            return Optional.of("key " + id + " is none of the service");
        }
        boolean isValid = DocumentSignature.isValid(key, signed.seal().content(), signed.signature());
        return isValid ? Optional.empty() : Optional.of("the signature is of something else");
    }

    /** Whether the seal is signed and has this event: what an erasure may remove from the event is left out. */
    public boolean haveSealed(EventRow event, SignedSeal signed) {
        Leaf now = event.leaf();
        return signed.hasItsLeaves()
                && signed.events().stream()
                        .anyMatch(then ->
                                then.id().equals(now.id()) && then.fixed().equals(now.fixed()))
                && isSigned(signed);
    }
}
