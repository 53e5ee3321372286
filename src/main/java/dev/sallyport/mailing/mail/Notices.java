package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.AccountId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Notifies users of changes to their sign-in. Users cannot opt out, because an attacker would opt out for them. */
@ApplicationScoped
public class Notices {

    /** With {@link MailKind#RECOVERY_CODE_USED}: how many codes are left. */
    public static final String REMAINING = "remaining";

    /** With {@link MailKind#RECOVERY_CODE_USED}: present if so few are left that the user should create new ones. */
    public static final String LOW = "low";

    /** With acts by support or by an account: the id by which the user can ask about the act. */
    public static final String REFERENCE = "reference";

    /** The id of the device, authenticator or identity provider that the notice is about. */
    public static final String SUBJECT = "subject";

    /** The id by which {@link SecurityNotices} finds the notice again, in those that can be reported. */
    public static final String NOTICE = "notice";

    /** With {@link MailKind#ERASURE_REQUESTED}: when the user is erased, as ISO 8601 text. */
    public static final String DATE = "date";

    /** With {@link MailKind#ERASURE_REQUESTED}: the names of accounts that are erased with the user. */
    public static final String ACCOUNTS = "accounts";

    /** When it was done, as ISO 8601 text; {@link QueuedMail#time} says it in words. */
    public static final String WHEN = "when";

    static final String WHERE = "where";
    static final String BROWSER = "browser";
    static final String OS = "os";

    private static final Duration WORTH_TELLING = Duration.ofHours(24);

    private final MailOutbox outbox;
    private final SecurityNotices security;

    Notices(MailOutbox outbox, SecurityNotices security) {
        this.outbox = outbox;
        this.security = security;
    }

    /** Notifies one user, in the transaction of the act. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void notifyUser(NoticeRecipient recipient, MailKind kind, Instant now) {
        notifyUser(recipient, kind, Map.of(), now);
    }

    /** Notifies one user, with the details of this kind of notice. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void notifyUser(NoticeRecipient recipient, MailKind kind, Map<String, String> more, Instant now) {
        outbox.add(queued(recipient, kind, more, now), now);
    }

    /** Notifies many members of an account of one act. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void notifyMembers(
            AccountId account, List<NoticeRecipient> all, MailKind kind, Map<String, String> more, Instant now) {
        outbox.addAll(
                account,
                all.stream()
                        .map(recipient -> queued(recipient, kind, more, now))
                        .toList(),
                now);
    }

    private QueuedMail queued(NoticeRecipient recipient, MailKind kind, Map<String, String> more, Instant now) {
        Map<String, String> details = new HashMap<>(more);
        details.put(WHEN, now.toString());
        details.put(WHERE, recipient.where());
        details.put(BROWSER, recipient.browser().nameAndVersion());
        details.put(OS, recipient.browser().os());
        Optional<UUID> subject = Optional.ofNullable(more.get(SUBJECT)).map(UUID::fromString);
        security.add(recipient, kind, subject, now).ifPresent(notice -> details.put(NOTICE, notice.toString()));
        details.values().removeIf(Objects::isNull);
        return new QueuedMail(
                recipient.userId(), kind, recipient.email(), recipient.locale(), details, now.plus(WORTH_TELLING));
    }
}
