package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes accounts. */
@ApplicationScoped
class AccountService {

    private final AccountRepository accounts;
    private final AppUserRepository users;
    private final AccountMembers members;
    private final NewPasswords passwords;
    private final SignUps signUps;
    private final Audit audit;
    private final Clock clock;

    AccountService(
            AccountRepository accounts,
            AppUserRepository users,
            AccountMembers members,
            NewPasswords passwords,
            SignUps signUps,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.users = users;
        this.members = members;
        this.passwords = passwords;
        this.signUps = signUps;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An account and its owner, both new.
     *
     * @param caller empty for a person who signs up, whose network address is limited
     */
    AccountCreated createAccount(CreateAccountRequest request, Optional<Principal> caller, ClientContext context) {
        if (caller.isEmpty()) {
            signUps.spend(context);
        }
        EmailAddress email = EmailAddress.parse(request.owner().email()).orElseThrow();
        StoredPassword hashed = passwords.hash(request.owner().password(), email.obviousWords(List.of(request.name())));
        return EmailUniqueness.inTransaction(() -> create(request.name(), email, hashed, caller, context));
    }

    private Outcome<AccountCreated> create(
            String name,
            EmailAddress email,
            StoredPassword password,
            Optional<Principal> caller,
            ClientContext context) {
        if (users.exists(email)) {
            return Outcome.refused(ProblemType.EMAIL_TAKEN);
        }
        Instant now = clock.instant();
        Account account = new Account(name, now);
        accounts.persist(account);
        audit.record(auditEntry(AuditType.ACCOUNT_CREATED, caller, context, now).account(account.id()));
        Member owner = members.create(account.id(), email, Role.OWNER, Optional.of(password), now);
        audit.record(auditEntry(AuditType.USER_CREATED, caller, context, now)
                .account(account.id())
                .user(owner.id())
                .with("role", owner.role().text()));
        return Outcome.of(new AccountCreated(
                account.id(), name, new AccountCreated.Owner(owner.id(), EmailAddress.shown(owner.email()))));
    }

    private static AuditEntry auditEntry(
            AuditType type, Optional<Principal> caller, ClientContext context, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, context);
        return caller.map(entry::by).orElse(entry);
    }
}
