package dev.sallyport.profile;

import dev.sallyport.mail.ComposedMail;
import dev.sallyport.mail.LinkMail;
import dev.sallyport.mail.MailComposer;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.OwedMail;
import dev.sallyport.page.LinkPage;
import dev.sallyport.page.Links;
import dev.sallyport.password.PasswordResets;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail with the link to a new password. */
@Singleton
class PasswordResetMail implements MailComposer {

    private final PasswordResets resets;
    private final Links links;
    private final LinkMail writer;

    PasswordResetMail(PasswordResets resets, Links links, LinkMail writer) {
        this.resets = resets;
        this.links = links;
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.PASSWORD_RESET);
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        String token = resets.token(UUID.fromString(mail.details().get(Notices.REFERENCE)));
        return Optional.of(writer.write(mail, links.to(LinkPage.RESET_PASSWORD, token)));
    }
}
