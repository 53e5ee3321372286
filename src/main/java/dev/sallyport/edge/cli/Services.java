package dev.sallyport.edge.cli;

import dev.sallyport.accounts.account.OperatorUsers;
import dev.sallyport.clients.OperatorClients;
import dev.sallyport.edge.platform.Resealing;
import dev.sallyport.mailing.mail.OperatorMails;
import dev.sallyport.selfservice.member.OperatorMembers;
import dev.sallyport.support.OperatorSupport;

/** What commands call in the running application. */
record Services(
        OperatorClients clients,
        OperatorUsers users,
        OperatorMembers members,
        OperatorSupport support,
        OperatorMails mails,
        Resealing resealing) {

    /** While a command line is only read, nothing is called. */
    // a command that needs one of them runs in the application
    @SuppressWarnings("NullAway")
    static final Services NONE = new Services(null, null, null, null, null, null);
}
