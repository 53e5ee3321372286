package dev.sallyport.edge.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The database server that a killed process left running. It holds the folder until it is stopped. */
final class OrphanServer {

    private static final Logger LOG = Logger.getLogger(OrphanServer.class);

    private static final int PATIENCE_SECONDS = 20;

    private OrphanServer() {}

    /** Stops the server that runs on this database folder. The caller MUST hold the folder's lock. */
    static void end(Path database) throws IOException {
        Path pidFile = database.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !lines.get(0).trim().matches("[1-9]\\d{0,9}")) {
            return; // PostgreSQL itself deals with a torn file
        }
        ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(process -> serves(process, database))
                .ifPresent(process -> end(process, database));
    }

    /** Process ids are reused, so only a postgres process that runs on this folder is stopped. */
    private static boolean serves(ProcessHandle process, Path database) {
        boolean isPostgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter("postgres"::equals)
                .isPresent();
        List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
        return isPostgres && arguments.contains(database.toString());
    }

    private static void end(ProcessHandle process, Path database) {
        LOG.warnf("Stopping the database server %d, which an earlier start left on %s", process.pid(), database);
        process.destroy();
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw Refusal.because("the database server " + process.pid() + ", which an earlier start left on "
                    + database + ", does not stop. Stop that process, then start again");
        }
    }
}
