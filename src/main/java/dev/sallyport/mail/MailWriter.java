package dev.sallyport.mail;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Map;

/** Fills the templates of mails, each as text and as HTML, in the language of its reader. */
@Singleton
public class MailWriter {

    private final Engine templates;

    MailWriter(Engine templates) {
        this.templates = templates;
    }

    /**
     * Writes a mail.
     *
     * @param template its name under {@code templates/mail}, without the suffix
     * @param subject the key of its subject among the messages
     * @param data what the template shows; text of strangers is escaped in HTML and shown as it is in text
     */
    public ComposedMail write(String template, String subject, OwedMail mail, Map<String, Object> data) {
        return new ComposedMail(
                filled("subject.txt", mail, Map.of("key", subject)).strip(),
                filled(template + ".txt", mail, data),
                filled(template + ".html", mail, data));
    }

    private String filled(String template, OwedMail mail, Map<String, Object> data) {
        TemplateInstance instance = templates.getTemplate("mail/" + template).instance();
        data.forEach(instance::data);
        return instance.data("language", mail.language().tag())
                .setAttribute(TemplateInstance.LOCALE, mail.language().locale())
                .render();
    }
}
