package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.ExternalIdResult;
import dev.sallyport.accounts.account.ExternalIdUniqueness;
import dev.sallyport.accounts.account.Role;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;

/** Reads and changes accounts, for their owners and admins and for provisioning clients. */
@ApplicationScoped
class AccountSettings {

    private final MemberPermissions permissions;
    private final Accounts accounts;
    private final BrandChanges brands;
    private final Audit audit;
    private final Clock clock;

    AccountSettings(MemberPermissions permissions, Accounts accounts, BrandChanges brands, Audit audit, Clock clock) {
        this.permissions = permissions;
        this.accounts = accounts;
        this.brands = brands;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome<AccountView> find(Principal caller, AccountId account) {
        return Transactions.call(() -> permissions.require(caller, account).map(permission -> view(account)));
    }

    /** The account with this id in another system, as its settings are. */
    Optional<AccountView> find(String externalId) {
        return Transactions.call(() -> accounts.find(externalId).map(this::view));
    }

    Outcome<AccountView> change(
            Principal caller, AccountId account, ChangeAccountRequest request, ClientContext context) {
        return ExternalIdUniqueness.inTransaction(() -> permissions
                .requireLocked(caller, account)
                .then(permission -> change(permission, account, request, context)));
    }

    private Outcome<AccountView> change(
            MemberPermission permission, AccountId account, ChangeAccountRequest request, ClientContext context) {
        AccountView before = view(account);
        Boolean resets = request.memberResets();
        boolean changesResets = resets != null && resets != before.memberResets();
        if (changesResets && permission.role() != Role.OWNER) {
            return Outcome.refused(new ProblemException(ProblemType.FORBIDDEN)
                    .detail("Only an owner can change memberResets. Ask an owner."));
        }
        Brand known = before.brand().brand();
        Optional<Brand> brand =
                Optional.ofNullable(request.brand()).map(BrandBody::brand).filter(chosen -> !chosen.equals(known));
        Optional<ProblemException> refusal = brand.flatMap(
                chosen -> BrandChanges.forbidden(permission, known, chosen).or(() -> brands.refusal(chosen)));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        ExternalIdChange externalId = request.externalId();
        if (externalId != null && permission.isOfUser()) {
            return Outcome.refused(MemberRules.externalIdIsOthers());
        }
        // First: a refusal commits what was done before it.
        if (externalId != null && !changeExternalId(permission, account, externalId, context)) {
            return Outcome.refused(ExternalIdUniqueness.taken());
        }
        if (request.name() != null && !request.name().equals(before.name())) {
            accounts.rename(account, request.name());
            audit.record(entry(AuditType.ACCOUNT_RENAMED, permission, account, context));
        }
        if (changesResets) {
            accounts.allowMemberResets(account, resets);
            audit.record(entry(AuditType.ACCOUNT_CHANGED, permission, account, context)
                    .with("memberResets", resets));
        }
        brand.ifPresent(chosen -> {
            brands.choose(account, chosen, clock.instant());
            audit.record(entry(AuditType.ACCOUNT_CHANGED, permission, account, context)
                    .with("brand", chosen.isNone() ? "removed" : "changed"));
        });
        return Outcome.of(view(account));
    }

    /** Returns false if another account has it. */
    private boolean changeExternalId(
            MemberPermission permission, AccountId account, ExternalIdChange change, ClientContext context) {
        ExternalIdResult done = accounts.changeExternalId(account, change.id());
        if (done == ExternalIdResult.CHANGED) {
            audit.record(entry(AuditType.ACCOUNT_CHANGED, permission, account, context)
                    .with("externalId", change.id().isPresent() ? "changed" : "removed"));
        }
        return done != ExternalIdResult.TAKEN;
    }

    private AccountView view(AccountId account) {
        return new AccountView(
                account,
                accounts.nameEvenInErasure(account),
                accounts.externalIdOf(account).orElse(null),
                accounts.allowsMemberResets(account),
                BrandBody.of(brands.of(account)));
    }

    private AuditEntry entry(AuditType type, MemberPermission permission, AccountId account, ClientContext context) {
        return AuditEntry.success(type, clock.instant(), context)
                .by(permission.by())
                .account(account);
    }
}
