package dev.sallyport.mailing.mail;

/** A mail as it is sent. */
public record ComposedMail(String subject, String text, String html) {

    @Override
    public String toString() {
        return "ComposedMail[subject=" + subject + "]";
    }
}
