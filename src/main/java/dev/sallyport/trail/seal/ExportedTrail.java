package dev.sallyport.trail.seal;

import dev.sallyport.security.crypto.DocumentSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Verifies an exported trail without the service, its database and its keyset. */
public final class ExportedTrail {

    private ExportedTrail() {}

    /**
     * Verifies a file.
     *
     * @param file what {@link OperatorTrail#export} has written
     * @param publicKeys the public halves of the keys (RFC 7468) that the auditor trusts
     * @param known a head that must be in the chain; empty: none is known
     * @throws IllegalArgumentException if one of the files is none of these
     */
    public static TrailVerdict verify(Path file, Path publicKeys, Optional<Head> known, Consumer<Finding> findings)
            throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (byte[] key : DocumentSignature.publicKeys(Files.readString(publicKeys))) {
            keys.put(DocumentSignature.keyId(key), DocumentSignature.publicKey(key));
        }
        try (FileTrail trail = new FileTrail(file)) {
            return new TrailVerification(trail, keys, findings).verify(Link.START, known);
        }
    }
}
