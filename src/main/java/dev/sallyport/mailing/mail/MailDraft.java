package dev.sallyport.mailing.mail;

import java.util.Map;

/**
 * The content of a mail, for {@link MailWriter} to write.
 *
 * @param template the built-in one, without its ending
 * @param values what a template can show, those that its kind of mail has; null values count as none
 * @param texts further values that are texts in the mail's language: the name of each, and the key of its text
 */
public record MailDraft(String template, Map<String, Object> values, Map<String, String> texts) {

    public MailDraft(String template, Map<String, Object> values) {
        this(template, values, Map.of());
    }

    /** It may hold a code or a link that opens something. */
    @Override
    public String toString() {
        return "MailDraft[template=" + template + "]";
    }
}
