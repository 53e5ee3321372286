package dev.sallyport.mailing.mail;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the notices that have no link: they go to a mailbox that is no longer the user's, or of no user. */
@Singleton
class NoticeMail implements MailComposer {

    private final MailWriter writer;

    NoticeMail(MailWriter writer) {
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.EMAIL_CHANGED, MailKind.USER_ERASED);
    }

    @Override
    public Optional<ComposedMail> compose(QueuedMail mail) {
        String headline = mail.kind().text() + "_headline";
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put("headline", headline);
        data.put("body", mail.kind().text() + "_body");
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        String template = mail.kind() == MailKind.USER_ERASED ? "farewell" : "notice";
        return Optional.of(writer.write(template, headline, mail, data));
    }
}
