package dev.sallyport.mailing.mail;

import dev.sallyport.base.names.Linkable;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.template.MailContents;
import dev.sallyport.mailing.template.MailPart;
import dev.sallyport.mailing.template.MailRenderer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Writes mails, each as text and as HTML, in the language of its reader and with the brand that it has. */
@Singleton
class MailWriter {

    /** The values that strangers chose. */
    private static final Set<String> CHOSEN = Set.of("account", "accounts", "browser", "os");

    private final MailRenderer renderer;

    MailWriter(MailRenderer renderer) {
        this.renderer = renderer;
    }

    /** Values are escaped in HTML, and names that people chose carry no link, see {@link Linkable#defused}. */
    ComposedMail write(QueuedMail mail, MailDraft draft, Brand brand) {
        return write(contents(mail, draft, brand));
    }

    ComposedMail write(MailContents contents) {
        return new ComposedMail(
                renderer.render(MailPart.SUBJECT, contents).strip(),
                renderer.render(MailPart.TEXT, contents),
                renderer.render(MailPart.HTML, contents));
    }

    /** What the mail says, with the values that its kind has. */
    static MailContents contents(QueuedMail mail, MailDraft draft, Brand brand) {
        return contents(mail, draft, brand, MailVariables.of(mail.kind()));
    }

    /** The same with these values alone. */
    static MailContents contents(QueuedMail mail, MailDraft draft, Brand brand, Set<String> names) {
        Map<String, Object> values = new HashMap<>(MailVariables.only(names, draft.values()));
        values.replaceAll((name, value) -> CHOSEN.contains(name) ? harmless(value) : value);
        values.put("brand", brand.values());
        return new MailContents(mail.kind().text(), draft.template(), mail.language(), values, draft.texts());
    }

    /** A name may be older than the rule for names, and a user agent can be any text. */
    private static Object harmless(Object chosen) {
        return chosen instanceof String name ? Linkable.defused(name) : chosen;
    }
}
