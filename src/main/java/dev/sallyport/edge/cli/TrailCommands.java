package dev.sallyport.edge.cli;

import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.sealcheck.TrailVerdict;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies the audit trail by its seals. */
@Command(name = "trail", description = "Verifies the audit trail, and exports it with its seals.")
final class TrailCommands implements InApplication {

    static final String HEAD = "NUMBER:HASH";

    private static final String SERVICE = "service";

    private final Services services;

    @Spec
    CommandSpec spec;

    TrailCommands(Services services) {
        this.services = services;
    }

    @Command(
            name = "verify",
            description = {
                "Says which events and seals are missing, changed, added or out of order; ends with 1 then.",
                "Keep the head that it prints where the operator of the database cannot change it."
            })
    int verify(
            @Option(
                            names = "--head",
                            paramLabel = HEAD,
                            converter = HeadOption.class,
                            description = "The head of an earlier run: it must still be in the chain.")
                    @Nullable
                    Head head,
            @Option(
                            names = "--since",
                            paramLabel = HEAD,
                            converter = HeadOption.class,
                            description = "The same, and only what was sealed after it is read.")
                    @Nullable
                    Head since) {
        PrintWriter out = spec.commandLine().getOut();
        return print(
                out,
                SERVICE,
                since == null
                        ? services.trail().verify(Optional.ofNullable(head), out::println)
                        : services.trail().verifySince(since, out::println));
    }

    /** @param owner whose trail it is: {@code service}, or the id of an account */
    static int print(PrintWriter out, String owner, TrailVerdict verdict) {
        if (owner.equals(SERVICE)) {
            out.println("seals of the service: " + verdict.seals());
        } else {
            out.println("account:              " + owner);
            out.println("seals of the account: " + verdict.seals());
        }
        out.println("events as sealed:     " + verdict.events() + " (erased in part: " + verdict.erased() + ")");
        out.println("purged by retention:  " + verdict.purged());
        out.println("not sealed yet:       " + verdict.unsealed());
        out.println("findings:             " + verdict.findings());
        out.println(
                "head:                 " + verdict.head().map(Head::toString).orElse("none"));
        return verdict.findings() == 0 ? 0 : 1;
    }

    @Command(name = "export", description = "Prints the trail with its seals, for 'trail check'.")
    int export() {
        PrintWriter out = spec.commandLine().getOut();
        services.trail().export(out);
        return out.checkError() ? 1 : 0; // a full disk must not look like a whole trail
    }

    @Command(name = "keys", description = "Prints the public keys of the seals, for 'trail check'.")
    int keys() {
        services.trail().publicKeys().forEach(spec.commandLine().getOut()::print);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
