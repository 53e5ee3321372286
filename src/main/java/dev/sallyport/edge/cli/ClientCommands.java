package dev.sallyport.edge.cli;

import dev.sallyport.clients.OperatorClients.NewSecret;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates clients, also where none is left that could do it. */
@Command(name = "client", description = "Creates clients and gives them new secrets.")
final class ClientCommands implements InApplication {

    private final Services services;

    @Spec
    CommandSpec spec;

    ClientCommands(Services services) {
        this.services = services;
    }

    @Command(
            name = "create",
            description = "Creates a client, and prints its id and its secret, which are shown only once.")
    int create(
            @Option(names = "--name", required = true, description = "What it is, for people.") String name,
            @Parameters(
                            paramLabel = "SCOPE",
                            arity = "1..*",
                            description = "introspect, sign-in, provision, import, export or admin")
                    List<String> scopes) {
        return print(services.clients().create(name, scopes));
    }

    @Command(
            name = "rotate",
            description = {
                "Gives a client a new secret, and prints it once.",
                "The previous one still works for SALLYPORT_CLIENT_SECRET_OVERLAP."
            })
    int rotate(@Parameters(paramLabel = "ID", description = "The id of the client.") String id) {
        return print(services.clients().rotate(id));
    }

    private int print(NewSecret secret) {
        spec.commandLine().getOut().println("client id:     " + secret.clientId());
        spec.commandLine().getOut().println("client secret: " + secret.clientSecret());
        return 0;
    }
}
