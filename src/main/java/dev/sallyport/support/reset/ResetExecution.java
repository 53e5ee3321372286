package dev.sallyport.support.reset;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.selfservice.lockdown.FactorReset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Executes a reset with its audit row and the user's mail, in one transaction. */
@ApplicationScoped
class ResetExecution {

    /** With a mail about a reset that waits: when it is executed, if that is known. */
    static final String EXECUTE_AFTER = "executeAfter";

    /** The same: present if an agent requested the reset and another one has approved it. */
    static final String BY_TWO_AGENTS = "byTwoAgents";

    private final FactorReset factors;
    private final Notices notices;
    private final Audit audit;

    ResetExecution(FactorReset factors, Notices notices, Audit audit) {
        this.factors = factors;
        this.notices = notices;
        this.audit = audit;
    }

    /** Executes a reset of a user who is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    void execute(TwoFactorReset reset, Principal who, ClientContext context, Instant now) {
        UserSnapshot user = factors.execute(reset.userId(), who, context, now);
        reset.execute(now);
        record(AuditType.TWO_FACTOR_RESET, reset, who, context, now);
        notices.notifyUser(
                user.recipient(),
                reset.accountId() == null ? MailKind.TWO_FACTOR_RESET : MailKind.TWO_FACTOR_RESET_BY_ACCOUNT,
                details(reset),
                now);
    }

    /** Executes a reset of a user who is locked once this time is over, at once where there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    void executeAfter(
            Duration wait, TwoFactorReset reset, UserSnapshot user, Principal decider, ClientContext context) {
        Instant now = reset.createdAt();
        if (wait.isZero()) {
            execute(reset, decider, context, now);
        } else {
            reset.schedule(now.plus(wait), now);
            record(AuditType.TWO_FACTOR_RESET_REQUESTED, reset, decider, context, now);
            announce(reset, user, Optional.of(now.plus(wait)), now);
        }
    }

    /** Leaves a reset to the agent who approves it. */
    @Transactional(Transactional.TxType.MANDATORY)
    void awaitAgent(TwoFactorReset reset, UserSnapshot user, Principal requester, ClientContext context, Instant now) {
        record(AuditType.TWO_FACTOR_RESET_REQUESTED, reset, requester, context, now);
        announce(reset, user, Optional.empty(), now);
    }

    /** Tells the user of a reset that waits, with the link that cancels it. */
    @Transactional(Transactional.TxType.MANDATORY)
    void announce(TwoFactorReset reset, UserSnapshot user, Optional<Instant> executeAfter, Instant now) {
        Map<String, String> details = details(reset);
        executeAfter.ifPresent(after -> details.put(EXECUTE_AFTER, after.toString()));
        if (reset.accountId() == null && reset.approvedBy() != null) {
            details.put(BY_TWO_AGENTS, "true");
        }
        MailKind kind = reset.accountId() == null
                ? MailKind.TWO_FACTOR_RESET_REQUESTED
                : MailKind.TWO_FACTOR_RESET_BY_ACCOUNT_REQUESTED;
        notices.notifyUser(user.recipient(), kind, details, now);
    }

    private static Map<String, String> details(TwoFactorReset reset) {
        Map<String, String> details =
                new HashMap<>(Map.of(Notices.REFERENCE, reset.id().toString()));
        if (reset.accountId() != null) {
            details.put(QueuedMail.ACCOUNT_ID, reset.accountId().toString());
        }
        return details;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void record(AuditType type, TwoFactorReset reset, Principal who, ClientContext context, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, context)
                .by(who)
                .user(reset.userId())
                .with("reset", reset.id().toString())
                .withWords("reason", reset.reason())
                .withWords("identityCheck", reset.identityCheck())
                .with("requestedBy", reset.requestedBy().toString());
        AuditEntry ofAccount = reset.accountId() == null ? entry : entry.account(reset.accountId());
        audit.record(
                reset.approvedBy() == null
                        ? ofAccount
                        : ofAccount.with("approvedBy", reset.approvedBy().toString()));
    }

    /** Records a refused attempt by an agent, owner or admin. */
    @Transactional(Transactional.TxType.MANDATORY)
    void recordRefusal(AuditType type, Principal who, UserId user, ClientContext context, Instant now) {
        audit.record(AuditEntry.refused(type, now, context).by(who).user(user).with("act", "two_factor_reset"));
    }
}
