package dev.sallyport.edge.cli;

import dev.sallyport.edge.platform.Migrations;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Migrates the database, for an operator who does not leave that to the first start. */
@Command(
        name = "migrate",
        description = "Brings the tables up to this version, and ends. It needs no keys and no mail server.")
final class Migrate implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> run = Migrations.run(ConfigProvider.getConfig());
        run.forEach(script -> spec.commandLine().getOut().println(script));
        spec.commandLine().getOut().println(run.isEmpty() ? "The tables are up to date." : "Done.");
        return 0;
    }
}
