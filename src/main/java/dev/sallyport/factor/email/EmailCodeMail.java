package dev.sallyport.factor.email;

import dev.sallyport.mail.ComposedMail;
import dev.sallyport.mail.MailComposer;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.OwedMail;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the code; the code exists only from here to the mail server. */
@Singleton
class EmailCodeMail implements MailComposer {

    /** As the users of this sign-in know it; no code, since subjects show up on locked screens. */
    static final String SUBJECT = "Verify your identity to proceed with the login.";

    static final String CHALLENGE = "challenge";

    private final EmailCodes codes;
    private final Clock clock;
    private final Template text;
    private final Template html;

    EmailCodeMail(
            EmailCodes codes,
            Clock clock,
            @Location("mail/email_code.txt") Template text,
            @Location("mail/email_code.html") Template html) {
        this.codes = codes;
        this.clock = clock;
        this.text = text;
        this.html = html;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.EMAIL_CODE);
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        String code = codes.codeOf(UUID.fromString(mail.details().get(CHALLENGE)));
        // The minute that has begun counts: the mail was some milliseconds under way.
        long minutes = Duration.between(clock.instant(), mail.notAfter())
                .plusSeconds(59)
                .toMinutes();
        return Optional.of(new ComposedMail(SUBJECT, render(text, code, minutes), render(html, code, minutes)));
    }

    private static String render(Template template, String code, long minutes) {
        return template.data("code", code).data("minutes", minutes).render();
    }
}
