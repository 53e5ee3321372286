package dev.sallyport.accounts.account;

import dev.sallyport.accounts.password.PasswordCredentials;
import dev.sallyport.accounts.password.StoredPassword;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The members of an account. */
@ApplicationScoped
public class AccountMembers {

    private final AccountRepository accounts;
    private final MembershipRepository memberships;
    private final AppUserRepository users;
    private final PasswordCredentials credentials;

    AccountMembers(
            AccountRepository accounts,
            MembershipRepository memberships,
            AppUserRepository users,
            PasswordCredentials credentials) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.users = users;
        this.credentials = credentials;
    }

    /** The account's name, if there is such an account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> findName(UUID account) {
        return accounts.findByIdOptional(account).map(Account::name);
    }

    /**
     * The same, with the account locked until the transaction ends: of two owners who demote each other, the second finds
     * what the first has done. Locks are taken in the order account, user.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<String> lock(UUID account) {
        return accounts.lock(account).map(Account::name);
    }

    /** A member, locked as a user until the transaction ends, whatever their status. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Member> lock(UUID account, UUID user) {
        return users.lock(user)
                .flatMap(person -> memberships
                        .findByIdOptional(new Membership.Key(user, account))
                        .map(membership -> new Member(user, person.email(), membership.role(), person.status())));
    }

    /** Whether an active owner is there beside this user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean hasOtherOwner(UUID account, UUID user) {
        return memberships.hasOtherOwner(account, user);
    }

    /** Whether the user belongs to accounts beside this one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isElsewhere(UUID user, UUID account) {
        return memberships.isElsewhere(user, account);
    }

    /**
     * Makes a new user, and a member; without a password where a backend of the account checks it. Another request may do
     * so at once: see {@link UniqueEmail}.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member create(UUID account, EmailAddress email, Role role, Optional<StoredPassword> password, Instant now) {
        return create(account, new AppUser(email, now), role, password, now);
    }

    /** The same for somebody who was invited: the id of the invitation, which nobody else has, becomes their own. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member create(
            UUID account, UUID invited, EmailAddress email, Role role, StoredPassword password, Instant now) {
        return create(account, new AppUser(invited, email, now), role, Optional.of(password), now);
    }

    private Member create(UUID account, AppUser user, Role role, Optional<StoredPassword> password, Instant now) {
        users.persist(user);
        memberships.persist(new Membership(user.id(), account, role, now));
        password.ifPresent(first -> credentials.create(user.id(), first, now));
        return new Member(user.id(), user.email(), role, user.status());
    }

    /** Makes a user a member, who is not one yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void join(UUID account, UUID user, Role role, Instant now) {
        memberships.persist(new Membership(user, account, role, now));
    }

    /** Gives a member another role; it counts from their next request on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void become(UUID account, UUID user, Role role) {
        memberships.findById(new Membership.Key(user, account)).become(role);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void remove(UUID account, UUID user) {
        memberships.deleteById(new Membership.Key(user, account));
    }

    /** What people call the account. */
    @Transactional(Transactional.TxType.MANDATORY)
    public String nameOf(UUID account) {
        return accounts.findById(account).name();
    }

    /** What a user is in it; empty for who does not belong to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Role> roleOf(UUID account, UUID user) {
        return memberships.findRole(user, account);
    }

    /** Everybody who belongs to it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> ids(UUID account) {
        return memberships.findUserIds(account);
    }

    /** Its active owners. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UserSnapshot> owners(UUID account) {
        return memberships.findOwners(account).stream().map(UserSnapshot::of).toList();
    }

    /**
     * Begins a new epoch of every member but one: what they have begun before is void.
     *
     * @return the members in their new epochs, locked until the transaction ends
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> beginEpoch(UUID account, UUID except) {
        return memberships.beginEpoch(account, except);
    }
}
