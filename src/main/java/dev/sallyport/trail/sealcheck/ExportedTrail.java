package dev.sallyport.trail.sealcheck;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.security.crypto.PublicKeyPem;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Verifies an exported trail without the service, its database and its keyset. */
public final class ExportedTrail {

    private ExportedTrail() {}

    /**
     * Whose trail the file is, for people: {@code service}, or the id of the account.
     *
     * @throws IllegalArgumentException if the file is no exported trail
     */
    public static String owner(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(line -> TrailLines.read(line).path(TrailLines.EXPORT))
                    .filter(JsonNode::isObject)
                    .map(header -> Owners.name(TrailLines.owner(header)))
                    .orElseThrow(() -> new IllegalArgumentException("The file is not an exported trail"));
        }
    }

    /**
     * Verifies a file.
     *
     * @param file what the command {@code trail export} or an account's export has written
     * @param publicKeys the public keys (RFC 7468) that the auditor trusts
     * @param known a head that must be in the chain; empty: none is known
     * @throws IllegalArgumentException if one of the files is none of these
     */
    public static TrailVerdict verify(Path file, Path publicKeys, Optional<Head> known, Consumer<Finding> findings)
            throws IOException {
        Map<String, PublicKey> keys = new HashMap<>();
        for (byte[] key : PublicKeyPem.read(Files.readString(publicKeys))) {
            String id = EcKeys.id(key);
            keys.put(id, EcKeys.publicKey(key, id));
        }
        try (FileTrail trail = FileTrail.open(file)) {
            return new TrailVerification(trail, keys, findings).verify(Link.START, known);
        }
    }
}
