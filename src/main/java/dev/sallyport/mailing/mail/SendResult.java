package dev.sallyport.mailing.mail;

/** The result of sending a mail. */
enum SendResult {
    /** The server accepted the mail. */
    TAKEN,

    /** There is no such mailbox: the server will never take it. */
    REFUSED,

    /** The server turned it away for a reason that an operator can remove: policy, sender, quota, block list, login. */
    REJECTED,

    /** The server does not take it now, or it could not be written. */
    LATER,

    /** The server had the mail, or part of it, and never said whether it took it. */
    UNKNOWN,

    /** The mail expired before it could be sent. */
    EXPIRED,

    /** The server is not reachable: no other mail could be sent either. */
    AWAY
}
