package dev.sallyport.mailing.mail;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the notices that have no link: they go to a mailbox that is no longer the user's, or to a user who cannot sign
 * in.
 */
@Singleton
class NoticeMail implements MailComposer {

    @Override
    public Set<MailKind> kinds() {
        return Set.of(
                MailKind.EMAIL_CHANGED,
                MailKind.USER_ERASED,
                MailKind.LOCKED_DOWN,
                MailKind.LOCKED_DOWN_BY_SUPPORT,
                MailKind.LOCKDOWN_LIFTED);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(new MailDraft(template(mail.kind()), data));
    }

    private static String template(MailKind kind) {
        return switch (kind) {
            case EMAIL_CHANGED -> "notice";
            case USER_ERASED -> "farewell";
            default -> "lockdown";
        };
    }
}
