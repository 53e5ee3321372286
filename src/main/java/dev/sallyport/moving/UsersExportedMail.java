package dev.sallyport.moving;

import dev.sallyport.mailing.mail.ComposedMail;
import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailWriter;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the mail about an export of users, to those who answer for the service. */
@Singleton
class UsersExportedMail implements MailComposer {

    /** The fingerprint of the receiver's key. */
    static final String KEY = "key";

    /** The id of the client, or the word for an operator. */
    static final String CALLER = "caller";

    private final MailWriter writer;

    UsersExportedMail(MailWriter writer) {
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.USERS_EXPORTED);
    }

    @Override
    public Optional<ComposedMail> compose(QueuedMail mail) {
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(writer.write("users_exported", "users_exported_headline", mail, data));
    }
}
