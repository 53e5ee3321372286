package dev.sallyport.edge.cli;

import dev.sallyport.accounts.account.OperatorUsers;
import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.selfservice.member.OperatorMembers;
import dev.sallyport.support.OperatorSupport;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** The application of a command, without ports and jobs. */
class CommandApplication implements QuarkusApplication {

    private final Services services;

    CommandApplication(
            OperatorClients clients,
            OperatorUsers users,
            OperatorMembers members,
            OperatorSupport support,
            OperatorMails mails,
            Resealing resealing) {
        this.services = new Services(clients, users, members, support, mails, resealing);
    }

    @Override
    @ActivateRequestContext
    public int run(String... arguments) {
        return Commands.line(services).execute(arguments);
    }
}
