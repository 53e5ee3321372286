package dev.sallyport.support;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.factors.enrollment.TwoFactorRemoval;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.Told;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Does what a reset is for, and leaves its traces: the row of the trail and the user's mail, or nothing of it all. */
@ApplicationScoped
class ResetExecution {

    /** With {@link MailKind#TWO_FACTOR_RESET_REQUESTED}: when it will be done, if that is known. */
    static final String EXECUTE_AFTER = "executeAfter";

    private final TwoFactorRemoval removal;
    private final Notices notices;
    private final Audit audit;

    ResetExecution(TwoFactorRemoval removal, Notices notices, Audit audit) {
        this.removal = removal;
        this.notices = notices;
        this.audit = audit;
    }

    /** Executes a reset of a user who is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    void execute(TwoFactorReset reset, Principal agent, Origin origin, Instant now) {
        UserSnapshot user = removal.removeAll(reset.userId(), Optional.empty(), now);
        reset.execute(now);
        record(AuditType.TWO_FACTOR_RESET, reset, agent, origin, now);
        notices.tell(
                told(user),
                MailKind.TWO_FACTOR_RESET,
                Map.of(Notices.REFERENCE, reset.id().toString()),
                now);
    }

    /** Tells the user of a reset that waits, with the link that cancels it. */
    @Transactional(Transactional.TxType.MANDATORY)
    void announce(TwoFactorReset reset, UserSnapshot user, Optional<Instant> executeAfter, Instant now) {
        String reference = reset.id().toString();
        Map<String, String> details = executeAfter
                .map(after -> Map.of(Notices.REFERENCE, reference, EXECUTE_AFTER, after.toString()))
                .orElse(Map.of(Notices.REFERENCE, reference));
        notices.tell(told(user), MailKind.TWO_FACTOR_RESET_REQUESTED, details, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void record(AuditType type, TwoFactorReset reset, Principal agent, Origin origin, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, origin)
                .by(agent)
                .user(reset.userId())
                .with("reset", reset.id().toString())
                .withWords("reason", reset.reason())
                .withWords("identityCheck", reset.identityCheck())
                .with("requestedBy", reset.requestedBy().toString());
        audit.record(
                reset.approvedBy() == null
                        ? entry
                        : entry.with("approvedBy", reset.approvedBy().toString()));
    }

    /** Remembers an agent who tried what they may not. */
    @Transactional(Transactional.TxType.MANDATORY)
    void recordRefusal(AuditType type, Principal agent, UUID user, Origin origin, Instant now) {
        audit.record(AuditEntry.refused(type, now, origin).by(agent).user(user).with("act", "two_factor_reset"));
    }

    /** An agent's own address is nobody's business. */
    private static Told told(UserSnapshot user) {
        return new Told(user.id(), user.email(), user.locale(), null);
    }
}
