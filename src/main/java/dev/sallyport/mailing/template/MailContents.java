package dev.sallyport.mailing.template;

import dev.sallyport.base.language.Language;
import java.util.HashMap;
import java.util.Map;

/**
 * The content of a mail, before it is rendered.
 *
 * @param kind of the mail, which names its files and its texts
 * @param template the built-in one, without its ending
 * @param values what templates and texts can name
 * @param texts further values that are texts in the mail's language: the name of each, and the key of its text
 */
public record MailContents(
        String kind, String template, Language language, Map<String, Object> values, Map<String, String> texts) {

    private static final String HEADLINE = "headline";

    /** The key of the subject: that of the headline, unless the kind has a subject of its own. */
    String subject(MailTexts all) {
        String own = kind + "_subject";
        return all.has(own) ? own : kind + "_" + HEADLINE;
    }

    /** All that a template can name. */
    Map<String, Object> filled(MailTexts all) {
        Map<String, Object> filled = new HashMap<>(values);
        Map<String, String> named = new HashMap<>(texts);
        named.put(HEADLINE, kind + "_" + HEADLINE);
        named.put("body", kind + "_body");
        named.forEach((name, key) -> all.find(language, key, values).ifPresent(text -> filled.put(name, text)));
        return filled;
    }

    /** It may hold a code or a link that opens something. */
    @Override
    public String toString() {
        return "MailContents[kind=" + kind + "]";
    }
}
