package dev.sallyport.trail.webhook;

import jakarta.persistence.EnumeratedValue;

/** Whether an endpoint is sent messages. */
enum WebhookStatus {
    ACTIVE("active"),
    DISABLED("disabled"),

    /** No request sees it, it gets no messages, and its row is deleted after its last message. */
    DELETED("deleted");

    @EnumeratedValue
    private final String text;

    WebhookStatus(String text) {
        this.text = text;
    }

    /** The status in the database and in the contract. */
    String text() {
        return text;
    }

    /**
     * The status that a request sets. An endpoint is deleted in another way.
     *
     * @throws IllegalArgumentException for any text other than {@value WebhookLimits#STATUS}
     */
    static WebhookStatus ofRequest(String text) {
        return switch (text) {
            case "active" -> ACTIVE;
            case "disabled" -> DISABLED;
            default -> throw new IllegalArgumentException("No status that a request sets: " + text);
        };
    }
}
