package dev.sallyport.report;

import dev.sallyport.mail.ComposedMail;
import dev.sallyport.mail.MailComposer;
import dev.sallyport.mail.MailKind;
import dev.sallyport.mail.MailWriter;
import dev.sallyport.mail.Notices;
import dev.sallyport.mail.OwedMail;
import dev.sallyport.page.LinkPage;
import dev.sallyport.page.Links;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes the mail about a new device. Its link exists only from here to the mail server. */
@Singleton
class NewDeviceMail implements MailComposer {

    private final ReportTokens tokens;
    private final Links links;
    private final MailWriter writer;

    NewDeviceMail(ReportTokens tokens, Links links, MailWriter writer) {
        this.tokens = tokens;
        this.links = links;
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return Set.of(MailKind.NEW_DEVICE);
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        UUID device = UUID.fromString(mail.details().get(Notices.DEVICE));
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        data.put("link", links.to(LinkPage.REPORT_SIGN_IN, tokens.issue(device)));
        return Optional.of(writer.write("new_device", "new_device_headline", mail, data));
    }
}
