package dev.sallyport.mailing.mail;

/** A mail as it goes out. */
public record ComposedMail(String subject, String text, String html) {

    @Override
    public String toString() {
        return "ComposedMail[subject=" + subject + "]";
    }
}
