package dev.sallyport.selfservice.emailchange;

import dev.sallyport.factors.email.CodeLife;
import dev.sallyport.factors.email.EmailCodes;
import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the code to a new address. */
@Singleton
class EmailChangeMail implements MailComposer {

    private final EmailCodes codes;
    private final Clock clock;

    EmailChangeMail(EmailCodes codes, Clock clock) {
        this.codes = codes;
        this.clock = clock;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.EMAIL_CHANGE);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String code = codes.codeOf(UUID.fromString(mail.details().get(Notices.REFERENCE)));
        Map<String, Object> data = new HashMap<>(CodeLife.words(mail, clock.instant()));
        data.put("code", code);
        return Optional.of(new MailDraft("email_change", data));
    }
}
