package dev.sallyport.edge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.security.crypto.Keyset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes keysets. They go to standard output: the caller decides who may read the file. */
@Command(name = "keyset", description = "Makes the file that SALLYPORT_KEYSET_FILE names.")
final class KeysetCommands {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    CommandSpec spec;

    @Command(name = "new", description = "Prints a new keyset, for a database that has none.")
    int fresh() {
        return print(Keyset.generate());
    }

    @Command(
            name = "rotate",
            description = {
                "Prints a keyset with new keys.",
                "First without --use: restart every replica with it. Then with --use, from that file: restart every",
                "replica again."
            })
    int rotate(
            @Parameters(paramLabel = "FILE", description = "The keyset that is in use.") Path file,
            @Option(names = "--use", description = "Makes the last key of each purpose the primary one.") boolean use)
            throws IOException {
        String before = Files.readString(file);
        if (!use) {
            return print(Keyset.withNewKeys(before));
        }
        String after = Keyset.withLastKeysPrimary(before);
        if (JSON.readTree(after).equals(JSON.readTree(before))) {
            throw new IllegalArgumentException(
                    "The last key of each purpose is the primary one already. Print new keys first, without --use.");
        }
        return print(after);
    }

    private int print(String keyset) {
        spec.commandLine().getOut().println(keyset);
        return 0;
    }
}
