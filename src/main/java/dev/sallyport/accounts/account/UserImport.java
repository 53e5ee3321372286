package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.language.Language;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes users and accounts for an import.
 *
 * <p>Two imports may create the same user or account at the same time: the second one violates a unique key.
 */
@ApplicationScoped
public class UserImport {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final AppUserRepository users;
    private final MembershipRepository memberships;
    private final AccountRepository accounts;
    private final ExternalIds externalIds;

    UserImport(
            AppUserRepository users,
            MembershipRepository memberships,
            AccountRepository accounts,
            ExternalIds externalIds) {
        this.users = users;
        this.memberships = memberships;
        this.accounts = accounts;
        this.externalIds = externalIds;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ExistingUser> find(EmailAddress email) {
        return users.findId(email).flatMap(this::lock);
    }

    /** The user who has this id in another system; or has it here, where an export named it for want of another. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<ExistingUser> find(String externalId) {
        return externalIds
                .find(externalId)
                .or(() -> uuid(externalId).map(UserId::new))
                .flatMap(this::lock);
    }

    /** The account of this id, if there is one; it is not erased before the transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<AccountId> findAccount(AccountId id) {
        return accounts.isJoinable(id) ? Optional.of(id) : Optional.empty();
    }

    /** The account that has this id in another system; or has it here, as {@link #find(String)} says. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<AccountId> findAccount(String externalId) {
        return accounts.findByExternalId(externalId)
                .map(Account::id)
                .or(() -> uuid(externalId).map(AccountId::new))
                .flatMap(this::findAccount);
    }

    /** Whether an account that has this id in another system is being erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isBeingErased(String externalId) {
        return accounts.findByExternalId(externalId)
                .filter(account -> !account.isKept())
                .isPresent();
    }

    private static Optional<UUID> uuid(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public AccountId createAccount(String name, String externalId, Instant now) {
        Account account = new Account(name, externalId, now);
        accounts.persist(account);
        return account.id();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public UserId create(ImportedUser imported, Instant now) {
        AppUser user = new AppUser(imported.email(), imported.createdAt());
        imported.externalId().ifPresent(user::changeExternalId);
        imported.language().ifPresent(user::changeLocale);
        if (imported.emailVerified()) {
            user.verifyEmail(now);
        }
        if (imported.status() == UserStatus.DISABLED) {
            user.disable();
        }
        users.add(user);
        imported.externalId().ifPresent(externalId -> externalIds.take(externalId, user.id()));
        MemberFacts facts = MemberFacts.ofNewUser(imported.passwordless());
        imported.roles().forEach((account, role) -> join(user, account, role, facts, now));
        return user.id();
    }

    /** Makes a user a member of an account to which they do not belong. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void join(UserId user, AccountId account, Role role, MemberFacts facts, Instant now) {
        join(users.findById(user), account, role, facts, now);
    }

    private void join(AppUser user, AccountId account, Role role, MemberFacts facts, Instant now) {
        Membership membership = new Membership(user.id(), account, role, facts, now);
        membership.changeStatus(user.status());
        memberships.add(membership);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void changeExternalId(UserId user, String externalId) {
        externalIds.take(externalId, user);
        users.findById(user).changeExternalId(externalId);
    }

    /** Another system has verified the user's address. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void verifyEmail(UserId user, Instant now) {
        users.markEmailVerified(user, now);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void changeLanguage(UserId user, Language language) {
        users.changeLocale(user, language);
    }

    /** The facts of a user that lists of accounts filter by, as another account of theirs has them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public MemberFacts facts(UserId user) {
        return memberships.findFacts(user).signedIn(users.findLastSignIn(user));
    }

    /** The user has a password now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void notePassword(UserId user) {
        memberships.changePasswordless(user, false);
    }

    private Optional<ExistingUser> lock(UserId id) {
        return users.lock(id)
                .map(user -> new ExistingUser(
                        user.id(),
                        user.email(),
                        Optional.ofNullable(user.externalId()),
                        user.isEmailVerified(),
                        user.status(),
                        user.locale(),
                        memberships.findAccounts(id).stream()
                                .map(Profile.Account::id)
                                .collect(Collectors.toSet()),
                        users.findLastSignIn(id).isPresent()));
    }
}
