package dev.sallyport.security.foreign;

/** The text is no hash that can be checked here. The message says why, and never quotes the text. */
public final class UnreadableHashException extends RuntimeException {

    private final String why;

    UnreadableHashException(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    /** What is wrong with the text, to follow its name. */
    public String why() {
        return why;
    }
}
