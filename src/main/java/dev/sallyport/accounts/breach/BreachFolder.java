package dev.sallyport.accounts.breach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A list in a folder: a file for each five first digits, which has the other 35 of each hash. */
final class BreachFolder implements BreachCorpus {

    private final Path folder;

    BreachFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean contains(String hash) throws IOException {
        String rest = hash.substring(BreachMirror.PREFIX);
        // whole, since a stream of lines would fail without an IOException; a file has some thousand short lines
        return Files.readAllLines(
                        folder.resolve(hash.substring(0, BreachMirror.PREFIX) + ".txt"), StandardCharsets.US_ASCII)
                .stream()
                .anyMatch(line -> HashLine.isOf(line, rest));
    }
}
