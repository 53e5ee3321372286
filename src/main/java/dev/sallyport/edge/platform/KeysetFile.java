package dev.sallyport.edge.platform;

import dev.sallyport.security.crypto.InvalidKeysetException;
import dev.sallyport.security.crypto.Keyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that holds the keys, read at the start. */
final class KeysetFile {

    private KeysetFile() {}

    static Keyset read(Path file) {
        try {
            return Keyset.parse(Files.readString(file));
        } catch (IOException e) {
            throw Refusal.because("the keyset file " + file.toAbsolutePath() + " cannot be read");
        } catch (InvalidKeysetException e) {
            throw Refusal.because(
                    "the keyset file " + file.toAbsolutePath() + " is not safe to use. " + e.getMessage());
        }
    }
}
