package dev.sallyport.mailing.mail;

/** What became of a mail at the mail server. */
enum SendResult {
    /** It is the server's business now. */
    TAKEN,

    /** There is no such mailbox: the server will never take it. */
    REFUSED,

    /** The server turned it away for a reason that an operator can remove: policy, sender, quota, block list, login. */
    REJECTED,

    /** The server does not take it now, or it could not be written. */
    LATER,

    /** The server had the mail, or part of it, and never said whether it took it. */
    UNKNOWN,

    /** Its time was over before it could be handed over. */
    EXPIRED,

    /** There is no server to talk to: no other mail would fare better. */
    AWAY
}
