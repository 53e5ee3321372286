package dev.sallyport.edge.cli;

import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.moving.OperatorMoves;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Rows;
import dev.sallyport.trail.seal.OperatorTrail;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;

/** Commands as an operator runs them, with what they print. */
abstract class RunCommands {

    @Inject
    OperatorClients clients;

    @Inject
    UserServices users;

    @Inject
    OperatorMoves moves;

    @Inject
    OperatorMails mails;

    @Inject
    OperatorTrail trail;

    @Inject
    Resealing resealing;

    @Inject
    People people;

    @Inject
    Rows database;

    Services services;

    final StringWriter out = new StringWriter();

    final StringWriter err = new StringWriter();

    @BeforeEach
    void collect() {
        services = new Services(clients, users, moves, mails, trail, resealing);
    }

    int run(String... arguments) {
        return Commands.line(services)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
