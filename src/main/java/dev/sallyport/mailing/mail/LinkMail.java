package dev.sallyport.mailing.mail;

import java.util.HashMap;
import java.util.Map;

/** The mails with a link: its purpose, the link, how long it is valid, and what to do otherwise. */
public final class LinkMail {

    private LinkMail() {}

    /** The mail with this link, which exists only from here to the mail server. */
    public static MailDraft draft(QueuedMail mail, String link) {
        String kind = mail.kind().text();
        return draft(mail, link, Map.of("action", kind + "_action", "otherwise", kind + "_otherwise"));
    }

    /** The same for kinds that share texts. */
    public static MailDraft draft(QueuedMail mail, String link, Map<String, String> texts) {
        Map<String, Object> values = new HashMap<>(mail.details());
        values.put("link", link);
        values.put("until", mail.end());
        return new MailDraft("link", values, texts);
    }
}
