package dev.sallyport.sessions.session;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Ends a session because of what a refresh of it has shown. */
@ApplicationScoped
class RefreshRevocation {

    private final SessionEndings endings;
    private final Notices notices;
    private final Audit audit;

    RefreshRevocation(SessionEndings endings, Notices notices, Audit audit) {
        this.endings = endings;
        this.notices = notices;
        this.audit = audit;
    }

    /** A policy ends the session. */
    @Transactional(Transactional.TxType.MANDATORY)
    void byPolicy(RefreshedSession refreshed, ClientContext context, Instant now) {
        end(
                refreshed,
                AuditEntry.success(AuditType.SESSION_EXPIRED, now, context).with("reason", EndReason.POLICY.text()));
    }

    /** An old refresh token was used again, so that another person may hold a copy. The user is notified once. */
    @Transactional(Transactional.TxType.MANDATORY)
    void afterReuse(RefreshedSession refreshed, ClientContext context, Instant now) {
        if (end(refreshed, AuditEntry.refused(AuditType.AUTHN_TOKEN_REUSE, now, context))) {
            notices.notifyUser(recipient(refreshed, context), MailKind.REFRESH_TOKEN_REUSED, now);
        }
    }

    /** False if another request has just ended it: of many copies, the user is notified of one. */
    private boolean end(RefreshedSession refreshed, AuditEntry why) {
        SessionGrant session = refreshed.session();
        boolean ended = endings.end(session.id(), session.user().id(), why.at());
        if (ended) {
            audit.record(
                    why.user(session.user().id()).with("session", session.id().toString()));
        }
        return ended;
    }

    private static NoticeRecipient recipient(RefreshedSession refreshed, ClientContext context) {
        SessionUser user = refreshed.session().user();
        return new NoticeRecipient(user.id(), user.email(), refreshed.locale(), context.address(), context.browser());
    }
}
