package dev.sallyport.edge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the key to which another instance encrypts what it exports for this one. */
@Command(
        name = "import-key",
        description =
                "Prints the public key to which another instance encrypts the users that it exports for this one.")
final class ImportKeyCommand implements InApplication, Callable<Integer> {

    private final Services services;

    @Option(names = "--header", description = "As the value of the header Sallyport-Recipient-Key.")
    boolean header;

    @Spec
    CommandSpec spec;

    ImportKeyCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        String key = header ? services.moves().recipientKey() : services.moves().importKey();
        spec.commandLine().getOut().println(key);
        return 0;
    }
}
