package dev.sallyport.mailing.mail;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a mail has come. */
public enum Delivery {
    /** It waits for the mail server, or for its turn there. */
    @JsonProperty("queued")
    QUEUED,

    /** The mail server accepted it. */
    @JsonProperty("sent")
    SENT,

    /** The mail server turned it away for a reason that an operator can remove; it is tried again. */
    @JsonProperty("delayed")
    DELAYED,

    /** It failed, and is not tried again. */
    @JsonProperty("failed")
    FAILED,

    /** A limit of mails is reached: there is none, and asking again brings one from a given time on. */
    @JsonProperty("limited")
    LIMITED
}
