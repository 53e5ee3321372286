package dev.sallyport.mailing.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of a mail as they go over the wire: each once, none empty, ASCII, folded by CRLF (RFC 5322). */
final class MailHeaders {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private MailHeaders() {}

    /** All but those about the form of the body, which the mail client adds. */
    static Map<String, String> of(OutgoingMail mail, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", DATE.format(now));
        headers.put("From", mail.sender().header());
        headers.put("To", mail.recipient());
        headers.put("Subject", HeaderText.unstructured("Subject", mail.content().subject()));
        headers.put("Message-ID", "<" + mail.id() + "@" + mail.sender().domain() + ">");
        headers.put("Auto-Submitted", "auto-generated"); // prevents automatic replies (RFC 3834 section 5)
        return headers;
    }
}
