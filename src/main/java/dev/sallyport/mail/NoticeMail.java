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

    private static final Map<MailKind, Notice> NOTICES = Map.ofEntries(
            notice(
                    MailKind.TWO_FACTOR_ENABLED,
                    "Two-factor sign-in is on",
                    "From now on you need a code from your authenticator app to sign in. Keep your recovery codes and"
                            + " your paper key where you will find them when the phone is gone."),
            notice(
                    MailKind.AUTHENTICATOR_ADDED,
                    "An authenticator app was added",
                    "Codes from one more authenticator app can now be used to sign in as you."),
            notice(
                    MailKind.AUTHENTICATOR_REPLACED,
                    "Your authenticator app was replaced",
                    "Codes from the former authenticator app do not work any more. Your recovery codes and your paper"
                            + " key stay as they are."),
            notice(
                    MailKind.AUTHENTICATOR_REMOVED,
                    "An authenticator app was removed",
                    "Codes from one of your authenticator apps do not work any more."),
            notice(
                    MailKind.TWO_FACTOR_DISABLED,
                    "Two-factor sign-in is off",
                    "Your authenticator apps, recovery codes and paper key do not work any more. On devices we do not"
                            + " know, signing in takes a code sent to this address."),
            notice(
                    MailKind.TWO_FACTOR_RESET,
                    "Support has reset your two-factor sign-in",
                    "After a check of your identity, a support agent has removed your authenticator apps, recovery codes"
                            + " and paper key. All sessions have ended. Sign in and set two-factor sign-in up again. If you did not ask for this, object: tell"
                            + " your support team and name the reference below; they see who did it and why."),
            notice(
                    MailKind.RECOVERY_CODES_REGENERATED,
                    "You have new recovery codes",
                    "The former recovery codes do not work any more. Keep the new ones where you will find them when the"
                            + " phone is gone."),
            notice(
                    MailKind.RECOVERY_CODE_USED,
                    "A recovery code was used",
                    "Somebody has signed in as you with a recovery code, which does not work any more."),
            notice(
                    MailKind.PAPER_KEY_USED,
                    "Your paper key was used",
                    "Somebody has signed in as you with your paper key. Your authenticator apps and recovery codes are"
                            + " gone and all other sessions have ended: set two-factor sign-in up again."),
            notice(
                    MailKind.PAPER_KEY_RENEWED,
                    "You have a new paper key",
                    "The former paper key does not work any more. Keep the new one in a safe place."),
            notice(
                    MailKind.SECOND_STEP_LOCKED,
                    "Too many wrong codes",
                    "Somebody who knows your password has entered too many wrong codes. The second step of your sign-in"
                            + " is closed for a while and opens again by itself."));

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

    private static Map.Entry<MailKind, Notice> notice(MailKind kind, String headline, String body) {
        return Map.entry(kind, new Notice(headline, body));
    }

    private static String render(Template template, Notice notice, OwedMail mail) {
        return template.data("headline", notice.headline())
                .data("body", notice.body())
                .data("remaining", mail.details().get(Notices.REMAINING))
                .data("reference", mail.details().get(Notices.REFERENCE))
                .data("when", mail.details().get(Notices.WHEN))
                .data("where", mail.details().get(Notices.WHERE))
                .render();
    }
}
