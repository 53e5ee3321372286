package dev.sallyport.policies.compliance;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.policies.policy.AccountPolicy;
import dev.sallyport.policies.policy.Policies;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows owners and admins how the members of their account comply with its policy. */
@ApplicationScoped
class ComplianceService {

    /** How many members of an export are held in memory at a time. */
    private static final int BATCH = 500;

    private final AccountAccess access;
    private final Policies policies;
    private final MemberRepository members;
    private final Audit audit;
    private final Clock clock;

    ComplianceService(AccountAccess access, Policies policies, MemberRepository members, Audit audit, Clock clock) {
        this.access = access;
        this.policies = policies;
        this.members = members;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Outcome<Page<ComplianceView>> list(UserCaller caller, AccountId account, ComplianceQuery query) {
        return access.require(caller, account, Role.OWNER, Role.ADMIN).map(role -> {
            Instant now = clock.instant();
            AccountPolicy policy = policies.ofAccount(account);
            return Page.of(
                    rows(account, query, policy, now),
                    query.limit(),
                    row -> row.id().value(),
                    row -> row.under(policy, now));
        });
    }

    /** Authorizes the caller before {@link #export}, and records the export in the audit trail. */
    @Transactional
    Outcome<AccountPolicy> beginExport(UserCaller caller, AccountId account, ClientContext context) {
        return access.require(caller, account, Role.OWNER, Role.ADMIN).map(role -> {
            audit.record(AuditEntry.success(AuditType.SENSITIVE_READ, clock.instant(), context)
                    .by(caller)
                    .account(account)
                    .with("read", "two_factor_compliance"));
            return policies.ofAccount(account);
        });
    }

    /** Every member that is asked for, one by one: they are read in pieces, so that their number costs no memory. */
    void export(AccountId account, ComplianceQuery query, AccountPolicy policy, Consumer<ComplianceView> sink) {
        Instant now = clock.instant();
        ComplianceQuery next = new ComplianceQuery(query.status(), query.after(), BATCH);
        List<MemberRow> rows = batch(account, next, policy, now);
        while (!rows.isEmpty()) {
            rows.forEach(row -> sink.accept(row.under(policy, now)));
            Optional<UserId> last = Optional.of(rows.get(rows.size() - 1).id());
            next = new ComplianceQuery(query.status(), last, BATCH);
            rows = batch(account, next, policy, now);
        }
    }

    private List<MemberRow> batch(AccountId account, ComplianceQuery query, AccountPolicy policy, Instant now) {
        return Transactions.call(() -> rows(account, query, policy, now));
    }

    /** One more than the page, so that its end is known. */
    private List<MemberRow> rows(AccountId account, ComplianceQuery query, AccountPolicy policy, Instant now) {
        Optional<List<String>> holding = query.status().map(status -> policy.holding(status.holds()));
        boolean possible = query.status()
                .map(status -> ComplianceStatus.of(status.holds(), policy.requirement(), now) == status)
                .orElse(true);
        return possible ? members.find(account, holding, query.after(), query.limit() + 1) : List.of();
    }
}
