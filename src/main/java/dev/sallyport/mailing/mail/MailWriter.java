package dev.sallyport.mailing.mail;

import dev.sallyport.base.language.Linkable;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;

/** Fills the templates of mails, each as text and as HTML, in the language of its reader. */
@Singleton
public class MailWriter {

    /** The template values that strangers chose. */
    private static final Set<String> CHOSEN = Set.of("account", "accounts", "browser", "os");

    private final Engine templates;

    MailWriter(Engine templates) {
        this.templates = templates;
    }

    /**
     * Writes a mail.
     *
     * @param template its name under {@code templates/mail}, without the suffix
     * @param subject the key of its subject among the messages
     * @param data what the template shows; text is escaped in HTML, and names that people chose carry no link, see
     *     {@link Linkable#defused}
     */
    public ComposedMail write(String template, String subject, QueuedMail mail, Map<String, Object> data) {
        return new ComposedMail(
                filled("subject.txt", mail, Map.of("key", subject)).strip(),
                filled(template + ".txt", mail, data),
                filled(template + ".html", mail, data));
    }

    /** A name may be older than the rule for names, and a user agent can be any text. */
    private static Object harmless(Object chosen) {
        return chosen instanceof String name ? Linkable.defused(name) : chosen;
    }

    private String filled(String template, QueuedMail mail, Map<String, Object> data) {
        TemplateInstance instance = templates.getTemplate("mail/" + template).instance();
        data.forEach((name, value) -> instance.data(name, CHOSEN.contains(name) ? harmless(value) : value));
        return instance.data("language", mail.language().tag())
                .setAttribute(TemplateInstance.LOCALE, mail.language().locale())
                .render();
    }
}
