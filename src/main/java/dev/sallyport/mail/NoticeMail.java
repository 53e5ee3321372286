package dev.sallyport.mail;

import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the notices: what happened, when, from where, and what to do if it was not you. No link, no secret. */
@Singleton
class NoticeMail implements MailComposer {

    private static final Map<MailKind, Notice> NOTICES = Map.of(
            MailKind.TWO_FACTOR_ENABLED,
            new Notice(
                    "Two-factor sign-in is on",
                    "From now on you need a code from your authenticator app to sign in. Keep your recovery codes and"
                            + " your paper key where you will find them when the phone is gone."),
            MailKind.AUTHENTICATOR_ADDED,
            new Notice(
                    "An authenticator app was added",
                    "Codes from one more authenticator app can now be used to sign in as you."),
            MailKind.AUTHENTICATOR_REPLACED,
            new Notice(
                    "Your authenticator app was replaced",
                    "Codes from the former authenticator app do not work any more. Your recovery codes and your paper"
                            + " key stay as they are."));

    private final Template text;
    private final Template html;

    NoticeMail(@Location("mail/notice.txt") Template text, @Location("mail/notice.html") Template html) {
        this.text = text;
        this.html = html;
    }

    private record Notice(String headline, String body) {}

    @Override
    public Set<MailKind> kinds() {
        return NOTICES.keySet();
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        Notice notice = NOTICES.get(mail.kind());
        return Optional.of(new ComposedMail(notice.headline(), render(text, notice, mail), render(html, notice, mail)));
    }

    private static String render(Template template, Notice notice, OwedMail mail) {
        return template.data("headline", notice.headline())
                .data("body", notice.body())
                .data("when", mail.details().get(Notices.WHEN))
                .data("where", mail.details().get(Notices.WHERE))
                .render();
    }
}
