package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
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

/** Writes the mail with an invitation. */
@Singleton
class InvitationMail implements MailComposer {

    private final InvitationTokens tokens;
    private final Links links;

    InvitationMail(InvitationTokens tokens, Links links) {
        this.tokens = tokens;
        this.links = links;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.INVITATION, MailKind.INVITATION_OF_USER);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        LinkPage page = mail.kind() == MailKind.INVITATION ? LinkPage.RESET_PASSWORD : LinkPage.ACCEPT_INVITATION;
        String token = tokens.issue(new InvitationTokens.Named(
                new AccountId(UUID.fromString(mail.details().get(QueuedMail.ACCOUNT_ID))),
                new UserId(UUID.fromString(mail.details().get(Notices.REFERENCE)))));
        return Optional.of(LinkMail.draft(mail, links.to(page, token)));
    }
}
