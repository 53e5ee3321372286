package dev.sallyport.mailing.mail;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Writes the mails with a link: its purpose, the link, how long it is valid, and what to do otherwise. */
@Singleton
public class LinkMail {

    private static final String UNTIL = "until";

    private final MailWriter writer;

    LinkMail(MailWriter writer) {
        this.writer = writer;
    }

    /** The mail with this link, which exists only from here to the mail server. */
    public ComposedMail write(QueuedMail mail, String link) {
        String kind = mail.kind().text();
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put("headline", kind + "_headline");
        data.put("body", kind + "_body");
        data.put("action", kind + "_action");
        data.put("otherwise", kind + "_otherwise");
        data.put("link", link);
        data.put(UNTIL, mail.end());
        return writer.write("link", kind + "_headline", mail, data);
    }
}
