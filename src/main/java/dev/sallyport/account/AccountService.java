package dev.sallyport.account;

import dev.sallyport.audit.Audit;
import dev.sallyport.audit.AuditEntry;
import dev.sallyport.audit.AuditType;
import dev.sallyport.caller.CurrentCaller;
import dev.sallyport.language.Language;
import dev.sallyport.password.NewPasswords;
import dev.sallyport.password.PasswordCredentials;
import dev.sallyport.password.StoredPassword;
import dev.sallyport.problem.Outcome;
import dev.sallyport.problem.ProblemException;
import dev.sallyport.problem.ProblemType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Makes accounts and users. */
@ApplicationScoped
class AccountService {

    private final AccountRepository accounts;
    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final PasswordCredentials credentials;
    private final NewPasswords passwords;
    private final Audit audit;
    private final CurrentCaller caller;
    private final Clock clock;

    AccountService(
            AccountRepository accounts,
            AppUserRepository users,
            MembershipRepository memberships,
            PasswordCredentials credentials,
            NewPasswords passwords,
            Audit audit,
            CurrentCaller caller,
            Clock clock) {
        this.accounts = accounts;
        this.users = users;
        this.memberships = memberships;
        this.credentials = credentials;
        this.passwords = passwords;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** An account and its owner, both new. */
    AccountCreated createAccount(String name, String ownerEmail, String password) {
        EmailAddress email = EmailAddress.parse(ownerEmail).orElseThrow();
        StoredPassword hashed = hash(password, email, List.of(name));
        return inTransaction(() -> {
            if (users.exists(email)) {
                return Outcome.refused(ProblemType.EMAIL_TAKEN);
            }
            Instant now = clock.instant();
            Account account = new Account(name, now);
            accounts.persist(account);
            audit.record(AuditEntry.success(AuditType.ACCOUNT_CREATED, now, caller.origin())
                    .by(caller.principal())
                    .account(account.id()));
            AppUser owner = addUser(account.id(), email, Role.OWNER, hashed, now);
            return Outcome.of(
                    new AccountCreated(account.id(), name, new AccountCreated.Owner(owner.id(), owner.email())));
        });
    }

    /** A new user of an account, with a password. */
    Member createUser(UUID accountId, String emailText, Role role, String password) {
        EmailAddress email = EmailAddress.parse(emailText).orElseThrow();
        String accountName = inTransaction(() -> accounts.findByIdOptional(accountId)
                .map(account -> Outcome.of(account.name()))
                .orElseGet(() -> Outcome.refused(ProblemType.NOT_FOUND)));
        StoredPassword hashed = hash(password, email, List.of(accountName));
        return inTransaction(() -> {
            if (users.exists(email)) {
                return Outcome.refused(ProblemType.EMAIL_TAKEN);
            }
            AppUser user = addUser(accountId, email, role, hashed, clock.instant());
            return Outcome.of(new Member(user.id(), user.email(), role, user.status()));
        });
    }

    /** The user's own view of themselves. */
    Profile profile(UUID userId) {
        return QuarkusTransaction.requiringNew().call(() -> {
            AppUser user = users.findById(userId);
            return new Profile(
                    user.id(),
                    user.email(),
                    user.isEmailVerified(),
                    user.roles(),
                    user.locale(),
                    memberships.findAccounts(userId),
                    user.createdAt());
        });
    }

    /** Chooses the language in which the user is written to. */
    Profile chooseLanguage(UUID userId, Language language) {
        QuarkusTransaction.requiringNew().run(() -> users.findById(userId).speak(language));
        return profile(userId);
    }

    private AppUser addUser(UUID account, EmailAddress email, Role role, StoredPassword password, Instant now) {
        AppUser user = new AppUser(email, now);
        users.persist(user);
        memberships.persist(new Membership(user.id(), account, role, now));
        credentials.create(user.id(), password, now);
        audit.record(AuditEntry.success(AuditType.USER_CREATED, now, caller.origin())
                .by(caller.principal())
                .account(account)
                .user(user.id())
                .with("role", role.text()));
        return user;
    }

    private StoredPassword hash(String password, EmailAddress email, List<String> names) {
        List<String> context = new ArrayList<>(names);
        context.add(email.value());
        context.add(email.localPart());
        return passwords.hash(password, context);
    }

    /** Two requests with one new email: the second one to commit meets the unique key, which is an answer, not a fault. */
    private static <T> T inTransaction(Supplier<Outcome<T>> work) {
        try {
            return QuarkusTransaction.requiringNew().call(work::get).orElseThrow();
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ConstraintViolationException) {
                    throw new ProblemException(ProblemType.EMAIL_TAKEN);
                }
            }
            throw failure;
        }
    }
}
