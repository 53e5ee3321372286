package dev.sallyport.trail.webhook;

/** The limits of an endpoint's fields, in characters, and of the patterns of its events. */
final class WebhookLimits {

    static final int URL = 1000;
    static final int EVENTS = 50;
    static final int DESCRIPTION = 200;
    static final int CONTACT = 254;

    static final String NO_PATTERN = "must be an event, a group or *";

    static final String STATUS = "active|disabled";
    static final String NO_STATUS = "must be active or disabled";

    private WebhookLimits() {}
}
