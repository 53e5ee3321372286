package dev.sallyport.mailing.mail;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a mail has come. */
public enum Delivery {
    /** It is waiting to be sent. */
    @JsonProperty("queued")
    QUEUED,

    /** The mail server accepted it. */
    @JsonProperty("sent")
    SENT,

    /** The mail server rejected it for a reason that an operator can fix; it is tried again. */
    @JsonProperty("delayed")
    DELAYED,

    /** It failed, and is not tried again. */
    @JsonProperty("failed")
    FAILED,

    /** A mail limit is reached: no mail was sent, and a new request can send one after a given time. */
    @JsonProperty("limited")
    LIMITED
}
