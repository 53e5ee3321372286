package dev.sallyport.selfservice.report;

import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.mailing.mail.SecurityNotices;
import dev.sallyport.mailing.mailpage.LinkPage;
import dev.sallyport.mailing.mailpage.Links;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the notices that can be reported. Their link exists only from here to the mail server. */
@Singleton
class SecurityNoticeMail implements MailComposer {

    private final ReportTokens tokens;
    private final Links links;

    SecurityNoticeMail(ReportTokens tokens, Links links) {
        this.tokens = tokens;
        this.links = links;
    }

    @Override
    public Set<MailKind> kinds() {
        return SecurityNotices.reportable();
    }

    /** A mail promises to undo a change only if a report undoes it. */
    private static String stop(MailKind kind) {
        return switch (Reversal.of(kind)) {
            case FORGET_DEVICE -> "new_device_stop";
            case SUSPEND_COPIED_PASSKEY -> "report_stop_passkey";
            case NONE -> "report_stop_only";
            default -> "report_stop";
        };
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        UUID notice = UUID.fromString(mail.details().get(Notices.NOTICE));
        Map<String, Object> data = new HashMap<>(mail.details());
        Map<String, String> texts = new HashMap<>(Map.of("stop", stop(mail.kind()), "action", "report_action"));
        if (mail.kind() == MailKind.TWO_FACTOR_RESET_BY_ACCOUNT) {
            texts.put("sender", "from_account");
        }
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        data.put(Notices.DATE, mail.time(Notices.DATE));
        data.put("link", links.to(LinkPage.REPORT_SIGN_IN, tokens.issue(mail.user(), notice)));
        return Optional.of(new MailDraft("security_notice", data, texts));
    }
}
