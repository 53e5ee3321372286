package dev.sallyport.selfservice.ownpassword;

import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.mailing.mail.LinkMail;
import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.Links;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mails with the link to a new password: the user asked for one, or the old one no longer works. */
@Singleton
class PasswordResetMail implements MailComposer {

    private final PasswordResets resets;
    private final Links links;

    PasswordResetMail(PasswordResets resets, Links links) {
        this.resets = resets;
        this.links = links;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(
                MailKind.PASSWORD_RESET,
                MailKind.PASSWORD_RESET_AFTER_REPORT,
                MailKind.PASSWORD_RESET_AFTER_LOCKDOWN,
                MailKind.PASSWORD_RESET_AFTER_GUESSES);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String token = resets.token(mail.user(), UUID.fromString(mail.details().get(Notices.REFERENCE)));
        String otherwise = mail.kind() == MailKind.PASSWORD_RESET
                ? "password_reset_otherwise"
                : "password_reset_required_otherwise";
        return Optional.of(LinkMail.draft(
                mail,
                links.to(LinkPage.RESET_PASSWORD, token),
                Map.of("action", "password_reset_action", "otherwise", otherwise)));
    }
}
