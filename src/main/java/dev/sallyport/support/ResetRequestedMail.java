package dev.sallyport.support;

import dev.sallyport.mailing.mail.ComposedMail;
import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailWriter;
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
    private final MailWriter writer;

    ResetRequestedMail(CancelTokens tokens, Links links, MailWriter writer) {
        this.tokens = tokens;
        this.links = links;
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.TWO_FACTOR_RESET_REQUESTED, MailKind.TWO_FACTOR_RESET_BY_ACCOUNT_REQUESTED);
    }

    @Override
    public Optional<ComposedMail> compose(QueuedMail mail) {
        String reference = mail.details().get(Notices.REFERENCE);
        String kind = mail.kind().text();
        Map<String, Object> data = new HashMap<>();
        data.put("headline", kind + "_headline");
        data.put("body", kind + "_body");
        data.put(
                "approved", isByTwoAgents(mail) ? "two_factor_reset_approved" : "two_factor_reset_by_account_approved");
        data.put("link", links.to(LinkPage.CANCEL_RESET, tokens.issue(mail.user(), UUID.fromString(reference))));
        data.put("reference", reference);
        data.put("after", mail.time(ResetExecution.EXECUTE_AFTER));
        data.put("when", mail.time(Notices.WHEN));
        return Optional.of(writer.write("reset_requested", kind + "_headline", mail, data));
    }

    private static boolean isByTwoAgents(QueuedMail mail) {
        return mail.details().containsKey(ResetExecution.BY_TWO_AGENTS);
    }
}
