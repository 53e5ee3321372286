package dev.sallyport.edge.cli;

import dev.sallyport.base.ids.AccountId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries the mail settings, and shows the mails. */
@Command(name = "mail", description = "Tries the mail settings, and shows the mails.")
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

    @Command(
            name = "preview",
            description = "Writes every mail in every language to files, with invented data, by the templates and with"
                    + " the brand that the service uses.")
    int preview(
            @Parameters(paramLabel = "FOLDER", description = "Where to; it is created.") Path folder,
            @Option(
                            names = "--account",
                            paramLabel = "ID",
                            description = "The account whose brand the mails have; the service's by default.")
                    @Nullable
                    UUID account) {
        try {
            int mails = services.mails()
                    .preview(folder, Optional.ofNullable(account).map(AccountId::new));
            spec.commandLine().getOut().println(mails + " mails: see " + folder.resolve("index.html"));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("Not written: " + e.getMessage() + ".");
            return 1;
        }
    }
}
