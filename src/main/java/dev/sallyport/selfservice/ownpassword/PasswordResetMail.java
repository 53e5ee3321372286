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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the link to a new password. */
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
        return Set.of(MailKind.PASSWORD_RESET);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String token = resets.token(mail.user(), UUID.fromString(mail.details().get(Notices.REFERENCE)));
        return Optional.of(LinkMail.draft(mail, links.to(LinkPage.RESET_PASSWORD, token)));
    }
}
