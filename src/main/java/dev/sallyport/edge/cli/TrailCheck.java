package dev.sallyport.edge.cli;

import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.sealcheck.ExportedTrail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies an exported trail without the application. */
@Command(
        name = "check",
        description = "Verifies an exported trail, as 'verify' does, without database, keyset and service.")
final class TrailCheck implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "What 'trail export' has printed, or the sealed events of an account.")
    Path file = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            required = true,
            description = "What 'trail keys' has printed, kept since before.")
    Path publicKey = Path.of("");

    @Option(
            names = "--head",
            paramLabel = TrailCommands.HEAD,
            converter = HeadOption.class,
            description = "A head that must be in the chain.")
    @Nullable
    Head head;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            String owner = ExportedTrail.owner(file);
            return TrailCommands.print(
                    out, owner, ExportedTrail.verify(file, publicKey, Optional.ofNullable(head), out::println));
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException("There is no file " + missing.getFile());
        }
    }
}
