package dev.sallyport.mail;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a mail has come. */
public enum Delivery {
    @JsonProperty("queued")
    QUEUED,

    @JsonProperty("sent")
    SENT,

    @JsonProperty("failed")
    FAILED
}
