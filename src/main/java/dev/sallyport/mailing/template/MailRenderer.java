package dev.sallyport.mailing.template;

import dev.sallyport.base.language.Language;
import io.quarkus.qute.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the parts of mails, by the templates of the operator where there are any, and else by the built-in ones. */
public final class MailRenderer {

    /** What opens something, and what a mail is useless without. */
    static final List<String> SECRETS = List.of("code", "link");

    private final MailTexts texts = new MailTexts();
    private final MailTemplates templates;
    private final Map<String, Template> own = new HashMap<>();

    private MailRenderer(Map<String, String> files) {
        this.templates = new MailTemplates(texts, Optional.ofNullable(files.get(MailTemplates.LAYOUT)));
        files.forEach((name, text) -> own.put(name, templates.parse(name, text)));
    }

    /** Writes by the built-in templates alone. */
    public static MailRenderer builtIn() {
        return new MailRenderer(Map.of());
    }

    /**
     * Writes by these templates too.
     *
     * @param files the text of each by the name of its file
     * @throws io.quarkus.qute.TemplateException if one is malformed
     */
    static MailRenderer with(Map<String, String> files) {
        return new MailRenderer(files);
    }

    /**
     * Writes one part of a mail.
     *
     * @throws io.quarkus.qute.TemplateException if a template names a value that this mail does not have
     */
    public String render(MailPart part, MailContents mail) {
        Map<String, Object> values = mail.filled(texts);
        if (part == MailPart.SUBJECT) {
            SECRETS.forEach(values::remove); // subjects appear on lock screens
        }
        Template template = own.get(part.file(mail.kind(), mail.language().tag()));
        if (template == null && part == MailPart.SUBJECT) {
            return texts.find(mail.language(), mail.subject(texts), values).orElseThrow();
        }
        return MailTemplates.fill(
                template == null ? templates.get(mail.template() + part.builtIn()) : template, mail.language(), values);
    }

    /** Whether an operator's file affects this part. */
    boolean isOwn(MailPart part, String kind, Language language) {
        return own.containsKey(part.file(kind, language.tag()))
                || (part == MailPart.HTML && own.containsKey(MailTemplates.LAYOUT));
    }
}
