package dev.sallyport.edge.cli;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Seals again what a former key has sealed, for an operator who waits for it. */
@Command(name = "reseal", description = "Seals with the primary key what a former key has sealed.")
final class ResealCommand implements InApplication, Callable<Integer> {

    private final Services services;

    @Spec
    CommandSpec spec;

    ResealCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        Set<String> failed = services.resealing()
                .run((table, rows) -> spec.commandLine().getErr().println(table + ": " + rows + " rows sealed again"));
        services.resealing()
                .left()
                .forEach((table, rows) ->
                        spec.commandLine().getOut().println(table + " " + (failed.contains(table) ? "unknown" : rows)));
        boolean isNewest = services.resealing().isNewest();
        if (!isNewest) {
            spec.commandLine()
                    .getErr()
                    .println("Nothing was sealed again: start a replica with this keyset first, or use the newest one");
        }
        boolean isWhole = true;
        for (Map.Entry<String, Long> damaged : services.resealing().damaged().entrySet()) {
            if (damaged.getValue() > 0) {
                spec.commandLine()
                        .getErr()
                        .println(damaged.getKey() + ": " + damaged.getValue()
                                + " rows do not open with any key, and keep the former one");
                isWhole = false;
            }
        }
        return failed.isEmpty() && isNewest && isWhole ? 0 : 1;
    }
}
