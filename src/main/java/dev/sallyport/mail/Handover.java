package dev.sallyport.mail;

/** What became of a mail at the mail server. */
enum Handover {
    /** It is the server's business now. */
    TAKEN,

    /** The server will never take it. */
    REFUSED,

    /** The server does not take it now. */
    LATER,

    /** There is no server to talk to: no other mail would fare better. */
    AWAY
}
