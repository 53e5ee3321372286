package dev.sallyport.selfservice.passwordchange;

import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.password.PasswordResets;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.mailing.mail.LinkMail;
import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.Links;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mails that say why a new password is needed. */
@Singleton
class PasswordChangeMail implements MailComposer {

    private final PasswordResets resets;
    private final Users users;
    private final Links links;
    private final Clock clock;

    PasswordChangeMail(PasswordResets resets, Users users, Links links, Clock clock) {
        this.resets = resets;
        this.users = users;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.PASSWORD_CHANGE_REQUIRED, MailKind.PASSWORD_CHANGE_REQUIRED_BY_ACCOUNT);
    }

    /** Not once the link is void, such as after a new password. */
    @Override
    public boolean isNeeded(QueuedMail mail) {
        return Transactions.call(() -> resets.find(mail.user(), link(mail), clock.instant())
                .flatMap(link -> users.findActive(link.userId()).filter(user -> user.epoch() == link.epoch()))
                .isPresent());
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String token = resets.token(mail.user(), link(mail));
        return Optional.of(LinkMail.draft(mail, links.to(LinkPage.RESET_PASSWORD, token)));
    }

    private static UUID link(QueuedMail mail) {
        return UUID.fromString(mail.details().get(Notices.REFERENCE));
    }
}
