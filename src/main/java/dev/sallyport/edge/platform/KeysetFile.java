package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.InvalidKeysetException;
import dev.sallyport.security.crypto.Keyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file that holds the keys, read at the start. */
final class KeysetFile {

    private KeysetFile() {}

    /** Stops the start if the file has no safe keys. */
    static Keyset read(Path file) {
        try {
            return Keyset.parse(Files.readString(file));
        } catch (IOException | InvalidKeysetException e) {
            throw Refusal.because(cause(file, e));
        }
    }

    /** Why the service cannot use the file; nothing of its content. */
    static Optional<String> fault(Path file) {
        try {
            Keyset.parse(Files.readString(file));
            return Optional.empty();
        } catch (IOException | InvalidKeysetException e) {
            return Optional.of(cause(file, e));
        }
    }

    private static String cause(Path file, Exception fault) {
        String named = "the keyset file " + file.toAbsolutePath();
        return fault instanceof InvalidKeysetException
                ? named + " is not safe to use. " + fault.getMessage()
                : named + " cannot be read";
    }
}
