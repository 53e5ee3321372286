package dev.sallyport.trail;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditTrail;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.audit.RecordedEvent;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads the trail for the users that it concerns, by page or as an export. */
@ApplicationScoped
class AuditTrailService {

    /** How many events of an export are held in memory at a time. */
    private static final int BATCH = 500;

    private final AuditTrail trail;
    private final AccountAccess access;
    private final Audit audit;
    private final Clock clock;

    AuditTrailService(AuditTrail trail, AccountAccess access, Audit audit, Clock clock) {
        this.trail = trail;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Reads events of one owner, so many of those before one of them. */
    @FunctionalInterface
    private interface Reading {

        List<RecordedEvent> read(Optional<UUID> before, int limit);
    }

    Page<AuditEventView> ofUser(UserId user, AuditEventQuery query) {
        return page(query, userTrail(user, query));
    }

    Page<AuditEventView> ofAccount(UserCaller caller, AccountId account, AuditEventQuery query) {
        Transactions.call(() -> allowed(caller, account)).orElseThrow();
        return page(query, accountTrail(account, query));
    }

    /** All of it, event by event: it is read in pieces, so that its length costs no memory. */
    void exportOfUser(UserId user, AuditEventQuery query, Consumer<AuditEventView> sink) {
        export(query, userTrail(user, query), sink);
    }

    /** Authorizes the caller before {@link #exportOfAccount}, and records the export in the audit trail. */
    void beginExport(UserCaller caller, AccountId account, ClientContext context) {
        Transactions.call(() -> allowed(caller, account).map(role -> {
                    audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, clock.instant(), context)
                            .by(caller)
                            .account(account)
                            .with("read", "events"));
                    return role;
                }))
                .orElseThrow();
    }

    void exportOfAccount(AccountId account, AuditEventQuery query, Consumer<AuditEventView> sink) {
        export(query, accountTrail(account, query), sink);
    }

    private Outcome<Role> allowed(UserCaller caller, AccountId account) {
        return access.require(caller, account, Role.OWNER, Role.ADMIN);
    }

    private Reading userTrail(UserId user, AuditEventQuery query) {
        return (before, limit) -> trail.ofUser(user, query.filter(), before, limit);
    }

    private Reading accountTrail(AccountId account, AuditEventQuery query) {
        return (before, limit) -> trail.ofAccount(account, query.filter(), before, limit);
    }

    private static Page<AuditEventView> page(AuditEventQuery query, Reading reading) {
        List<RecordedEvent> rows = read(reading, query.before(), query.limit() + 1);
        return Page.of(rows, query.limit(), RecordedEvent::id, AuditEventView::of);
    }

    private static void export(AuditEventQuery query, Reading reading, Consumer<AuditEventView> sink) {
        List<RecordedEvent> rows = read(reading, query.before(), BATCH);
        while (!rows.isEmpty()) {
            rows.forEach(row -> sink.accept(AuditEventView.of(row)));
            UUID last = rows.get(rows.size() - 1).id();
            rows = rows.size() < BATCH ? List.of() : read(reading, Optional.of(last), BATCH);
        }
    }

    private static List<RecordedEvent> read(Reading reading, Optional<UUID> before, int limit) {
        return Transactions.call(() -> reading.read(before, limit));
    }
}
