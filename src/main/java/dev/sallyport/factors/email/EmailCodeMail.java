package dev.sallyport.factors.email;

import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the code; the code exists only from here to the mail server. */
@Singleton
class EmailCodeMail implements MailComposer {

    static final String CHALLENGE = "challenge";

    private final EmailCodes codes;
    private final Clock clock;

    EmailCodeMail(EmailCodes codes, Clock clock) {
        this.codes = codes;
        this.clock = clock;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.EMAIL_CODE, MailKind.STEP_UP_CODE);
    }

    /** The subject is the one that users know. It does not contain the code, since subjects appear on lock screens. */
    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String code = codes.codeOf(UUID.fromString(mail.details().get(CHALLENGE)));
        Map<String, Object> data = new HashMap<>(CodeLife.words(mail, clock.instant()));
        data.put("code", code);
        return Optional.of(new MailDraft(mail.kind().text(), data));
    }
}
