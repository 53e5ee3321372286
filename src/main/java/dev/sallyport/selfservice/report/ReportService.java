package dev.sallyport.selfservice.report;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.ReportedAct;
import dev.sallyport.mailing.mail.SecurityNotices;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Handles a user's report that an act was not their own: another person knew the password, or had a session. */
@ApplicationScoped
class ReportService {

    private final ReportTokens tokens;
    private final SecurityNotices notices;
    private final ActReversal reversal;
    private final ReportConsequences consequences;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    ReportService(
            ReportTokens tokens,
            SecurityNotices notices,
            ActReversal reversal,
            ReportConsequences consequences,
            Users users,
            Audit audit,
            Clock clock) {
        this.tokens = tokens;
        this.notices = notices;
        this.reversal = reversal;
        this.consequences = consequences;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** Ignores a token that is not genuine, was used before, is too old, or was sent to a former mailbox. */
    @Transactional
    void report(ReportActivityRequest request, ClientContext context) {
        Instant now = clock.instant();
        tokens.read(request.token())
                .filter(named -> notices.isOpen(named.id(), new UserId(named.owner()), now))
                .ifPresent(named -> users.lockActive(new UserId(named.owner()))
                        .ifPresent(user -> notices.report(named.id(), user.id(), user.email(), now)
                                .ifPresent(act -> undo(act, user, request.locksDown(), context, now))));
    }

    private void undo(ReportedAct act, UserSnapshot user, boolean lockDown, ClientContext context, Instant now) {
        UserSnapshot after = reversal.undo(act, user, context, now);
        boolean hasPassword = lockDown
                ? consequences.lockDown(after, context, now)
                : consequences.requirePassword(after, context, now);
        AuditEntry entry = AuditEntry.success(AuditType.SIGN_IN_REPORTED, now, context)
                .user(after.id())
                .with("about", act.kind().text())
                .with("passwordResetRequired", hasPassword);
        audit.record(act.subject()
                .map(subject -> entry.with("subject", subject.toString()))
                .orElse(entry));
    }
}
