package dev.sallyport.profile;

import dev.sallyport.factor.email.EmailCodes;
import dev.sallyport.mail.ComposedMail;
import dev.sallyport.mail.MailComposer;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.MailWriter;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.OwedMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the code to a new address. */
@Singleton
class EmailChangeMail implements MailComposer {

    private final EmailCodes codes;
    private final MailWriter writer;
    private final Clock clock;

    EmailChangeMail(EmailCodes codes, MailWriter writer, Clock clock) {
        this.codes = codes;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.EMAIL_CHANGE);
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        String code = codes.codeOf(UUID.fromString(mail.details().get(Notices.REFERENCE)));
        // The minute that has begun counts: the mail was some milliseconds under way.
        long minutes = Duration.between(clock.instant(), mail.notAfter())
                .plusSeconds(59)
                .toMinutes();
        Map<String, Object> data = Map.of("code", code, "minutes", minutes);
        return Optional.of(writer.write("email_change", "email_change_headline", mail, data));
    }
}
