package dev.sallyport.moving;

import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
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

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.USERS_EXPORTED);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(new MailDraft("users_exported", data));
    }
}
