package dev.sallyport.accounts.account;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The members of an account. */
@ApplicationScoped
public class AccountMembers {

    private final MembershipRepository memberships;
    private final AppUserRepository users;
    private final PasswordCredentials credentials;

    AccountMembers(MembershipRepository memberships, AppUserRepository users, PasswordCredentials credentials) {
        this.memberships = memberships;
        this.users = users;
        this.credentials = credentials;
    }

    /** A member, locked as a user until the transaction ends, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Member> lock(AccountId account, UserId user) {
        return users.lock(user)
                .flatMap(person -> memberships
                        .findByIdOptional(new Membership.Key(user, account))
                        .map(membership -> new Member(
                                user,
                                person.email(),
                                membership.role(),
                                person.status(),
                                person.isLockedDown(),
                                person.isEnabled())));
    }

    /** Whether the account has another active owner. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasOtherOwner(AccountId account, UserId user) {
        return memberships.hasOtherOwner(account, user);
    }

    /** Whether the user is also a member of other accounts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isElsewhere(UserId user, AccountId account) {
        return memberships.isElsewhere(user, account);
    }

    /**
     * Creates a user and makes them a member. The user has no password if a backend of the account checks it. Two
     * requests may do so at the same time: see {@link EmailUniqueness}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member create(
            AccountId account, EmailAddress email, Role role, Optional<StoredPassword> password, Instant now) {
        return create(account, new AppUser(email, now), role, password, now);
    }

    /** The same for an invited user, who gets the id of the invitation. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member create(
            AccountId account, UserId invited, EmailAddress email, Role role, StoredPassword password, Instant now) {
        return create(account, new AppUser(invited, email, now), role, Optional.of(password), now);
    }

    private Member create(AccountId account, AppUser user, Role role, Optional<StoredPassword> password, Instant now) {
        users.add(user);
        memberships.add(new Membership(user.id(), account, role, MemberFacts.ofNewUser(password.isEmpty()), now));
        password.ifPresent(first -> credentials.create(user.id(), first, now));
        return new Member(user.id(), user.email(), role, user.status(), user.isLockedDown(), user.isEnabled());
    }

    /** Makes an active user, who must not be one yet, a member. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void join(AccountId account, UserId user, Role role, MemberFacts facts, Instant now) {
        memberships.add(new Membership(user, account, role, facts, now));
    }

    /** Changes a member's role, with effect from their next request. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void changeRole(AccountId account, UserId user, Role role) {
        memberships.findById(new Membership.Key(user, account)).changeRole(role);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(AccountId account, UserId user) {
        memberships.remove(user, account).ifPresent(last -> users.keepLastSignIn(user, last));
    }

    /** The next members of an account, in the order of their ids. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserId> next(AccountId account, UserId after, int limit) {
        return memberships.findNext(account, after, limit);
    }

    /** How many members an account has. */
    @Transactional(Transactional.TxType.MANDATORY)
    public long count(AccountId account) {
        return memberships.count("key.accountId = ?1", account);
    }

    /** The user's role in the account; empty if the user is not a member. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Role> roleOf(AccountId account, UserId user) {
        return memberships.findRole(user, account);
    }

    /** The account's active owners. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserSnapshot> owners(AccountId account) {
        return memberships.findOwners(account).stream().map(UserSnapshot::of).toList();
    }
}
