package dev.sallyport.edge.cli;

import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.moving.OperatorMoves;
import dev.sallyport.trail.seal.OperatorTrail;

/** What commands call in the running application. */
record Services(
        OperatorClients clients,
        UserServices users,
        OperatorMoves moves,
        OperatorMails mails,
        OperatorTrail trail,
        Resealing resealing) {

    /** While a command line is only read, nothing is called. */
    // a command that needs one of them runs in the application
    @SuppressWarnings("NullAway")
    static final Services NONE = new Services(null, null, null, null, null, null);
}
