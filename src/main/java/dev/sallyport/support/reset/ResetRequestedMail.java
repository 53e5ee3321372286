package dev.sallyport.support.reset;

import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.Links;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail about a reset that waits. Its link exists only from here to the mail server. */
@Singleton
class ResetRequestedMail implements MailComposer {

    private final CancelTokens tokens;
    private final Links links;

    ResetRequestedMail(CancelTokens tokens, Links links) {
        this.tokens = tokens;
        this.links = links;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.TWO_FACTOR_RESET_REQUESTED, MailKind.TWO_FACTOR_RESET_BY_ACCOUNT_REQUESTED);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        String reference = mail.details().get(Notices.REFERENCE);
        Map<String, Object> data = new HashMap<>();
        String approved = isByTwoAgents(mail) ? "two_factor_reset_approved" : "two_factor_reset_by_account_approved";
        data.put("link", links.to(LinkPage.CANCEL_RESET, tokens.issue(mail.user(), UUID.fromString(reference))));
        data.put("reference", reference);
        data.put("after", mail.time(ResetExecution.EXECUTE_AFTER));
        data.put("when", mail.time(Notices.WHEN));
        return Optional.of(new MailDraft("reset_requested", data, Map.of("approved", approved)));
    }

    private static boolean isByTwoAgents(QueuedMail mail) {
        return mail.details().containsKey(ResetExecution.BY_TWO_AGENTS);
    }
}
