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
        audit.record(end(task, counts, now));
    }

    /** The file of an import that runs by itself was received. */
    @Transactional(Transactional.TxType.MANDATORY)
    void started(ImportTask task, ImportJob job, Instant now) {
        audit.record(ofImport(AuditType.USERS_IMPORT_STARTED, task, now)
                .with("dry_run", job.dryRun())
                .with("lines", job.lines()));
    }

    /**
     * An asynchronous import has finished, or its client has cancelled it.
     *
     * @param task with the client who ends it, if one does
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void ended(ImportTask task, ImportJob job, Instant now) {
        audit.record(end(task, job.summary(), now).with("state", job.state().text()));
    }

    private static AuditEntry end(ImportTask task, ImportSummary.Counts counts, Instant now) {
        return ofImport(AuditType.USERS_IMPORTED, task, now)
                .with("dry_run", counts.dryRun())
                .with("complete", counts.complete())
                .with("created", counts.created())
                .with("updated", counts.updated())
                .with("unchanged", counts.unchanged())
                .with("failed", counts.failed());
    }

    private static AuditEntry ofImport(AuditType type, ImportTask task, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, task.context()).by(task.caller());
        return task.id().map(id -> entry.with(IMPORT, id.toString())).orElse(entry);
    }

    private static AuditEntry entry(AuditType type, ImportTask task, Instant now) {
        return ofImport(type, task, now).with("by", IMPORT);
    }
}
