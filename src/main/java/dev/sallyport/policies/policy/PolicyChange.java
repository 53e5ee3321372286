package dev.sallyport.policies.policy;

import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.sessions.session.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Applies all consequences of a new policy in one transaction. */
@ApplicationScoped
class PolicyChange {

    private final Epochs epochs;
    private final PolicyNotices notices;
    private final Audit audit;

    PolicyChange(Epochs epochs, PolicyNotices notices, Audit audit) {
        this.epochs = epochs;
        this.notices = notices;
        this.audit = audit;
    }

    /** Changes a locked policy, and returns how many sessions that ended. */
    @Transactional(Transactional.TxType.MANDATORY)
    int apply(TwoFactorPolicy policy, PolicySettings wanted, Optional<ExistingSessions> existing, PolicyEditor by) {
        PolicySettings before = policy.settings();
        policy.change(wanted, existing, by.caller().userId(), by.now());
        int ended = existing.equals(Optional.of(ExistingSessions.CLEAR)) ? endSessions(by) : 0;
        audit.record(AuditEntry.success(AuditType.TWO_FACTOR_POLICY_CHANGED, by.now(), by.context())
                .by(by.caller())
                .account(by.account())
                .with("from", before.inWords())
                .with("to", wanted.inWords())
                .with("existingSessions", existing.map(ExistingSessions::text).orElse("unchanged"))
                .with("sessionsEnded", ended));
        notices.notifyOwners(before, wanted, by);
        return ended;
    }

    /**
     * Ends every session of the account's members and voids their pending sign-ins, because a session that began under
     * the old policy belongs to a past epoch. Devices stay recognised: they prove a mailbox, not a factor.
     */
    private int endSessions(PolicyEditor by) {
        return epochs.beginForMembers(by.account(), by.caller(), by.now());
    }
}
