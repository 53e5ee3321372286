package dev.sallyport.mailing.mail;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The notices whose link lets the recipient report an act. A notice can be reported once, until it expires, and only by
 * the mailbox that the user has now: a former mailbox cannot report acts of a user that it no longer belongs to.
 */
@ApplicationScoped
public class SecurityNotices {

    /** How long a report of a change is accepted: long enough for a holiday week, short for a mailbox stolen later. */
    private static final Duration LIFETIME = Duration.ofDays(7);

    /** How long a report of a sign-in is accepted: as long as a device is recognized by default. */
    private static final Duration DEVICE_LIFETIME = Duration.ofDays(30);

    /** What can be reported. A changed email address cannot: its notice goes to the address that was given up. */
    private static final Set<MailKind> REPORTABLE = EnumSet.of(
            MailKind.NEW_DEVICE,
            MailKind.PASSWORD_CHANGED,
            MailKind.TWO_FACTOR_ENABLED,
            MailKind.AUTHENTICATOR_ADDED,
            MailKind.AUTHENTICATOR_REPLACED,
            MailKind.AUTHENTICATOR_REMOVED,
            MailKind.TWO_FACTOR_DISABLED,
            MailKind.TWO_FACTOR_RESET,
            MailKind.TWO_FACTOR_RESET_BY_ACCOUNT,
            MailKind.RECOVERY_CODES_REGENERATED,
            MailKind.RECOVERY_CODE_USED,
            MailKind.ACCESS_CODE_ISSUED,
            MailKind.ACCESS_CODE_USED,
            MailKind.PAPER_KEY_USED,
            MailKind.PAPER_KEY_RENEWED,
            MailKind.SECOND_STEP_LOCKED,
            MailKind.WRONG_CODES,
            MailKind.WRONG_PASSWORDS,
            MailKind.REFRESH_TOKEN_REUSED,
            MailKind.SSO_IDENTITY_LINKED,
            MailKind.PASSKEY_ADDED,
            MailKind.PASSKEY_REMOVED,
            MailKind.PASSKEY_COPIED,
            MailKind.DEVICE_COPIED,
            MailKind.ERASURE_REQUESTED,
            MailKind.ERASURE_CANCELLED);

    private final SecurityNoticeRepository notices;

    SecurityNotices(SecurityNoticeRepository notices) {
        this.notices = notices;
    }

    /** The kinds of mail whose link leads to a report. */
    public static Set<MailKind> reportable() {
        return Set.copyOf(REPORTABLE);
    }

    /** Remembers a notice that can be reported; the id for its mail, or empty for a kind that cannot. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<UUID> add(NoticeRecipient recipient, MailKind kind, Optional<UUID> subject, Instant now) {
        if (kind == MailKind.EMAIL_CHANGED) {
            // Also where the user takes the same address again later: in between the mailbox was another person's.
            notices.voidAll(recipient.userId(), now);
        }
        if (!REPORTABLE.contains(kind)) {
            return Optional.empty();
        }
        Duration lifetime = kind == MailKind.NEW_DEVICE ? DEVICE_LIFETIME : LIFETIME;
        SecurityNotice notice = new SecurityNotice(recipient, kind, subject.orElse(null), now, now.plus(lifetime));
        notices.persist(notice);
        return Optional.of(notice.id());
    }

    /** Whether the user has this notice and can report it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isOpen(UUID notice, UserId user, Instant now) {
        return notices.isOpen(notice, user, now);
    }

    /**
     * Uses up the notice of a user who is locked.
     *
     * @param email the user's address now; for a notice that went to another one nothing is done
     * @return what was reported; empty if another report was first, or the mailbox is no longer the user's
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ReportedAct> report(UUID notice, UserId user, String email, Instant now) {
        return notices.lockOpen(notice, user, now)
                .filter(open -> open.isFor(email))
                .map(open -> open.report(notices.existsSince(user, open.kind(), open.createdAt()), now));
    }
}
