package dev.sallyport.accounts.account;

import dev.sallyport.accounts.password.NewPasswords;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.language.Language;
import dev.sallyport.base.problem.Outcome;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.audit.Audit;
import dev.sallyport.security.audit.AuditEntry;
import dev.sallyport.security.audit.AuditType;
import dev.sallyport.security.caller.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes accounts, and shows users to themselves. */
@ApplicationScoped
class AccountService {

    private final AccountRepository accounts;
    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final AccountMembers members;
    private final NewPasswords passwords;
    private final SignUps signUps;
    private final Audit audit;
    private final CurrentCaller caller;
    private final Clock clock;

    AccountService(
            AccountRepository accounts,
            AppUserRepository users,
            MembershipRepository memberships,
            AccountMembers members,
            NewPasswords passwords,
            SignUps signUps,
            Audit audit,
            CurrentCaller caller,
            Clock clock) {
        this.accounts = accounts;
        this.users = users;
        this.memberships = memberships;
        this.members = members;
        this.passwords = passwords;
        this.signUps = signUps;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** An account and its owner, both new. */
    AccountCreated createAccount(String name, String ownerEmail, String password) {
        if (caller.isNobody()) {
            signUps.spend(caller.origin());
        }
        EmailAddress email = EmailAddress.parse(ownerEmail).orElseThrow();
        StoredPassword hashed = passwords.hash(password, email.obviousWords(List.of(name)));
        return UniqueEmail.inTransaction(() -> create(name, email, hashed));
    }

    private Outcome<AccountCreated> create(String name, EmailAddress email, StoredPassword password) {
        if (users.exists(email)) {
            return Outcome.refused(ProblemType.EMAIL_TAKEN);
        }
        Instant now = clock.instant();
        Account account = new Account(name, now);
        accounts.persist(account);
        audit.record(did(AuditType.ACCOUNT_CREATED, now).account(account.id()));
        Member owner = members.create(account.id(), email, Role.OWNER, Optional.of(password), now);
        audit.record(did(AuditType.USER_CREATED, now)
                .account(account.id())
                .user(owner.id())
                .with("role", owner.role().text()));
        return Outcome.of(new AccountCreated(
                account.id(), name, new AccountCreated.Owner(owner.id(), EmailAddress.shown(owner.email()))));
    }

    private AuditEntry did(AuditType type, Instant now) {
        AuditEntry entry = AuditEntry.success(type, now, caller.origin());
        return caller.isNobody() ? entry : entry.by(caller.principal());
    }

    /** The user's own view of themselves. */
    Profile profile(UUID userId) {
        return Transactions.call(() -> {
            AppUser user = users.findById(userId);
            return new Profile(
                    user.id(),
                    EmailAddress.shown(user.email()),
                    user.isEmailVerified(),
                    user.roles(),
                    user.locale(),
                    memberships.findAccounts(userId),
                    user.createdAt());
        });
    }

    /** Chooses the language in which the user is written to. */
    Profile chooseLanguage(UUID userId, Language language) {
        Transactions.run(() -> users.findById(userId).speak(language));
        return profile(userId);
    }
}
