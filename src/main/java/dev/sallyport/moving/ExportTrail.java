package dev.sallyport.moving;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.MailOutbox;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records that users are exported, before the first row leaves and at the end, and tells it by mail. */
@ApplicationScoped
class ExportTrail {

    private static final Duration WORTH_SENDING = Duration.ofDays(3);

    private static final String RECIPIENT = "recipient";

    private final Audit audit;
    private final MailOutbox mails;
    private final ExportConfig config;

    ExportTrail(Audit audit, MailOutbox mails, ExportConfig config) {
        this.audit = audit;
        this.mails = mails;
        this.config = config;
    }

    @Transactional
    void begun(ExportTask task, Instant now) {
        audit.record(entry(AuditType.USERS_EXPORT_STARTED, task, now));
        config.contacts().orElse(List.of()).stream()
                .map(String::strip)
                .filter(contact -> !contact.isEmpty())
                .forEach(contact -> mails.add(mail(contact, task, now), now));
    }

    /** @param complete whether every row was taken */
    @Transactional
    void ended(ExportTask task, ExportCounts counts, boolean complete, Instant now) {
        audit.record(entry(AuditType.USERS_EXPORTED, task, now)
                .with("complete", complete)
                .with("users", counts.users())
                .with("unreadable", counts.unreadable())
                .with("leaving", counts.leaving()));
    }

    private static AuditEntry entry(AuditType type, ExportTask task, Instant now) {
        return AuditEntry.success(type, now, task.context())
                .by(task.caller())
                .with(RECIPIENT, task.recipient().thumbprint());
    }

    private static QueuedMail mail(String contact, ExportTask task, Instant now) {
        return new QueuedMail(
                null,
                MailKind.USERS_EXPORTED,
                contact,
                null,
                Map.of(
                        UsersExportedMail.KEY,
                        task.recipient().thumbprint(),
                        UsersExportedMail.CALLER,
                        task.caller().getName(),
                        Notices.WHEN,
                        now.toString()),
                now.plus(WORTH_SENDING));
    }
}
