package dev.sallyport.mailing.template;

/** The parts of a mail that an operator can write, each in a file of its own. */
public enum MailPart {
    SUBJECT("subject"),
    TEXT("txt"),
    HTML("html");

    private final String ending;

    MailPart(String ending) {
        this.ending = ending;
    }

    /** The name of the file with this part of a mail. */
    String file(String kind, String language) {
        return kind + "." + language + "." + ending;
    }

    /** The ending of a built-in template of this part. */
    String builtIn() {
        return "." + ending;
    }
}
