package dev.sallyport.edge.cli;

import dev.sallyport.moving.OperatorMoves;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports users of another system. Refused rows and the summary are printed, as the API answers them. */
@Command(
        name = "import",
        description = {"Imports users of another system. Prints each row that is refused, and the summary."})
final class ImportCommand implements InApplication, Callable<Integer> {

    private static final int PROGRESS = 1000;

    private final Services services;

    @Parameters(paramLabel = "FILE", description = "One user on each line (NDJSON).")
    Path file;

    @Option(names = "--dry-run", description = "Changes nothing, and says what would happen.")
    boolean dryRun;

    @Spec
    CommandSpec spec;

    // picocli sets the parameters
    @SuppressWarnings("NullAway.Init")
    ImportCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try (InputStream rows = Files.newInputStream(file)) {
            return services.moves().importUsers(rows, dryRun, new Printer()) ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("Not read: " + e.getMessage() + ".");
            return 1;
        }
    }

    private final class Printer implements OperatorMoves.Listener {

        private int done;

        @Override
        public void row(String answer, boolean failed) {
            done++;
            if (failed) {
                summary(answer);
            }
            if (done % PROGRESS == 0) {
                spec.commandLine().getErr().println(done + " rows");
            }
        }

        @Override
        public void summary(String answer) {
            spec.commandLine().getOut().println(answer);
        }
    }
}
