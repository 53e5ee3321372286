package dev.sallyport.accounts.breach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A list in a folder: a file for each five first digits, which has the other 35 of each hash. */
final class BreachFolder implements BreachCorpus {

    private final Path folder;

    BreachFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean contains(String hash) throws IOException {
        String rest = hash.substring(BreachMirror.PREFIX);
        try (Stream<String> lines = Files.lines(folder.resolve(hash.substring(0, BreachMirror.PREFIX) + ".txt"))) {
            return lines.anyMatch(line -> HashLine.isOf(line, rest));
        }
    }
}
