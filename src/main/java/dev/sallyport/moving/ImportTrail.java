package dev.sallyport.moving;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Records what an import does: one event for the whole, and one for each user and account that it makes or changes. */
@ApplicationScoped
class ImportTrail {

    private static final String IMPORT = "import";

    private final Audit audit;

    ImportTrail(Audit audit) {
        this.audit = audit;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void accountCreated(ImportTask task, AccountId account, Instant now) {
        audit.record(entry(AuditType.ACCOUNT_CREATED, task, now).account(account));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void userCreated(ImportTask task, Optional<AccountId> account, UserId user, Instant now) {
        AuditEntry entry = entry(AuditType.USER_CREATED, task, now).user(user);
        audit.record(account.map(entry::account).orElse(entry));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void userUpdated(ImportTask task, UserId user, Set<ImportChange> changes, Instant now) {
        audit.record(entry(AuditType.USER_UPDATED, task, now)
                .user(user)
                .with("changes", changes.stream().map(ImportChange::text).toList()));
    }

    @Transactional
    void ended(ImportTask task, ImportSummary.Counts counts, Instant now) {
        audit.record(AuditEntry.success(AuditType.USERS_IMPORTED, now, task.context())
                .by(task.caller())
                .with("dry_run", counts.dryRun())
                .with("complete", counts.complete())
                .with("created", counts.created())
                .with("updated", counts.updated())
                .with("unchanged", counts.unchanged())
                .with("failed", counts.failed()));
    }

    private static AuditEntry entry(AuditType type, ImportTask task, Instant now) {
        return AuditEntry.success(type, now, task.context()).by(task.caller()).with("by", IMPORT);
    }
}
