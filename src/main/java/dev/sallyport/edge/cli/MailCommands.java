package dev.sallyport.edge.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries the mail settings. */
@Command(name = "mail", description = "Tries the mail settings.")
final class MailCommands implements InApplication {

    private final Services services;

    @Spec
    CommandSpec spec;

    MailCommands(Services services) {
        this.services = services;
    }

    @Command(name = "test", description = "Sends a mail at once, and says what the mail server answers.")
    int test(@Parameters(paramLabel = "EMAIL", description = "Where to.") String recipient) {
        Optional<String> fault = services.mails().test(recipient);
        fault.ifPresentOrElse(
                why -> spec.commandLine().getErr().println("Not sent: " + why + "."),
                () -> spec.commandLine().getOut().println("The mail server has accepted the mail."));
        return fault.isPresent() ? 1 : 0;
    }
}
