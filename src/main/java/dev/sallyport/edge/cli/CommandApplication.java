package dev.sallyport.edge.cli;

import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.moving.OperatorMoves;
import dev.sallyport.trail.seal.OperatorTrail;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.control.ActivateRequestContext;

/** The application of a command, without ports and jobs. */
class CommandApplication implements QuarkusApplication {

    private final Services services;

    CommandApplication(
            OperatorClients clients,
            UserServices users,
            OperatorMoves moves,
            OperatorMails mails,
            OperatorTrail trail,
            Resealing resealing) {
        this.services = new Services(clients, users, moves, mails, trail, resealing);
    }

    @Override
    @ActivateRequestContext
    public int run(String... arguments) {
        return Commands.line(services).execute(arguments);
    }
}
