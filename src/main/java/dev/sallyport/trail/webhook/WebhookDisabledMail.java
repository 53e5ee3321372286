package dev.sallyport.trail.webhook;

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

/**
 * Writes the mail about an endpoint that was disabled, to the owners of its account or to the contact that a client has
 * named.
 */
@Singleton
class WebhookDisabledMail implements MailComposer {

    static final String WEBHOOK = "webhook";

    /** The name of the account that it belongs to, if it belongs to one. */
    static final String ACCOUNT = "account";

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.WEBHOOK_DISABLED);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(new MailDraft("webhook_disabled", data));
    }
}
