package dev.sallyport.edge.cli;

import dev.sallyport.edge.platform.ConfigReport;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at the settings before the service starts with them. */
@Command(name = "config", description = "Looks at the settings of this environment.")
final class ReadSettings {

    @Spec
    CommandSpec spec;

    @Command(name = "check", description = "Says what would stop the start, as far as it shows without a connection.")
    int check() {
        ConfigReport report = ConfigReport.read();
        report.warnings().forEach(line -> spec.commandLine().getErr().println(line));
        Optional<String> fault = report.fault();
        fault.ifPresentOrElse(
                line -> spec.commandLine().getErr().println(line),
                () -> spec.commandLine().getOut().println("The settings are valid."));
        return fault.isPresent() ? 1 : 0;
    }

    @Command(name = "print", description = "Prints the settings in effect, without secrets.")
    int print() {
        ConfigReport.read().lines().forEach(line -> spec.commandLine().getOut().println(line));
        return 0;
    }
}
