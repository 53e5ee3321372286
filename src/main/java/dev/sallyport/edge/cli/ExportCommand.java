package dev.sallyport.edge.cli;

import dev.sallyport.moving.ExportCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports all users. They go to standard output: the caller decides who may read the file. */
@Command(
        name = "export",
        description = {"Prints all users, one on each line (NDJSON), with their secrets encrypted to the recipient."})
final class ExportCommand implements InApplication, Callable<Integer> {

    private final Services services;

    @Option(
            names = "--recipient",
            required = true,
            paramLabel = "FILE",
            description = "The public key of the receiver, a JWK: what import-key prints there.")
    Path recipient;

    @Spec
    CommandSpec spec;

    // picocli sets the options
    @SuppressWarnings("NullAway.Init")
    ExportCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            ExportCounts exported = services.moves().exportUsers(Files.readString(recipient), line -> print(out, line));
            spec.commandLine().getErr().println(exported.users() + " users");
            if (exported.leaving() > 0) {
                spec.commandLine().getErr().println(exported.leaving() + " were left out: they wait for their erasure");
            }
            if (exported.unreadable() > 0) {
                spec.commandLine()
                        .getErr()
                        .println(exported.unreadable() + " were left out: the keyset lacks a key of theirs");
            }
            return exported.unreadable() == 0 ? 0 : 1;
        } catch (IOException | UncheckedIOException e) {
            spec.commandLine().getErr().println("Not complete: " + e.getMessage() + ".");
            return 1;
        }
    }

    /** Each line at once and checked: the rest is not read for an output that takes no more. */
    private static void print(PrintWriter out, String line) {
        out.print(line + '\n');
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("the output took no more"));
        }
    }
}
