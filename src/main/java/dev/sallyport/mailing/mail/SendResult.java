package dev.sallyport.mailing.mail;

/** The result of sending a mail. */
enum SendResult {
    /** The server accepted the mail. */
    ACCEPTED,

    /** The mailbox does not exist: the server will never accept it. */
    NO_MAILBOX,

    /** The server rejected it for a reason that an operator can fix: policy, sender, quota, block list, login. */
    REJECTED,

    /** The server does not accept it now, or it could not be composed. */
    DEFERRED,

    /** The server received the mail, or part of it, and never confirmed it. */
    UNKNOWN,

    /** The mail expired before it could be sent. */
    EXPIRED,

    /** The server is not reachable: no other mail could be sent either. */
    UNREACHABLE
}
