package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.RowLocks;
import dev.sallyport.base.database.StatementBatch;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<Membership, Membership.Key> {

    private static final String REMINDED_AT = "coalesce(reminded_at, cast('-infinity' as timestamptz))";

    private static final String TO_REMIND = "select user_id, created_at, holds from membership"
            + " where account_id = :account and holds = any(:holding) and status = 'active' and " + REMINDED_AT
            + " < :due limit :limit";

    private static final String MARK_REMINDED = "update membership set reminded_at = ? where user_id = ?"
            + " and account_id = ? and holds = ? and status = 'active' and " + REMINDED_AT + " < ?";

    private final SearchWords words;

    MembershipRepository(SearchWords words) {
        this.words = words;
    }

    /** Stores the membership of a user who is stored. The account finds the user from now on. */
    void add(Membership membership) {
        persist(membership);
        words.join(membership.userId(), membership.accountId());
    }

    /**
     * Removes a membership.
     *
     * @return the user's last sign-in as this membership has it, which may be the only row that has it
     */
    Optional<Instant> remove(UserId user, AccountId account) {
        words.leave(user, account);
        Optional<Membership> removed = RowLocks.lock(getSession(), Membership.class, new Membership.Key(user, account));
        removed.ifPresent(this::delete);
        return removed.flatMap(Membership::lastSignIn);
    }

    List<MemberToRemind> findToRemind(AccountId account, List<String> holding, Instant dueAt, int limit) {
        return Row.query(getSession(), TO_REMIND, MemberToRemind::ofRow)
                .setParameter("account", account)
                .setParameter("holding", holding.toArray(String[]::new), String[].class)
                .setParameter("due", dueAt)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Those of these members who are still to be reminded: no other replica has marked them in the meantime. */
    List<MemberToRemind> markReminded(AccountId account, List<MemberToRemind> members, Instant dueAt) {
        return StatementBatch.changed(
                getSession(),
                MARK_REMINDED,
                members,
                member -> List.of(dueAt, member.id().value(), account.value(), member.holds(), dueAt));
    }

    void changeStatus(UserId user, UserStatus status) {
        update("status = ?1 where key.userId = ?2", status, user);
    }

    void changeSecondFactors(UserId user, String methods) {
        update("secondFactors = ?1 where key.userId = ?2", methods, user);
    }

    void changePasswordless(UserId user, boolean passwordless) {
        update("passwordless = ?1 where key.userId = ?2", passwordless, user);
    }

    /** As any membership of the user has them; a provider of one account stands for nothing in another. */
    MemberFacts findFacts(UserId user) {
        return list("key.userId", user).stream()
                .findFirst()
                .map(Membership::facts)
                .map(MemberFacts::elsewhere)
                .orElseGet(() -> MemberFacts.ofNewUser(true));
    }

    void changeVouched(UserId user, List<AccountId> vouching) {
        getSession()
                .createNativeMutationQuery(
                        "update membership set vouched = account_id = any(:vouching) where user_id = :user")
                .setParameter("vouching", Id.values(vouching), UUID[].class)
                .setParameter("user", user)
                .executeUpdate();
    }

    void changeLock(UserId user, @Nullable Instant until) {
        getSession()
                .createNativeMutationQuery("update membership set locked_until = :until where user_id = :user")
                .setParameter("until", until, Instant.class)
                .setParameter("user", user)
                .executeUpdate();
    }

    List<AppUser> findOwners(AccountId account) {
        return getEntityManager()
                .createQuery(
                        "select u from Membership m join AppUser u on u.id = m.key.userId"
                                + " where m.key.accountId = :account and m.role = 'owner' and u.status = 'active'",
                        AppUser.class)
                .setParameter("account", account)
                .getResultList();
    }

    /** Whether the account has another owner who can sign in. */
    boolean hasOtherOwner(AccountId account, UserId user) {
        return getEntityManager()
                        .createQuery(
                                "select count(*) from Membership m join AppUser u on u.id = m.key.userId"
                                        + " where m.key.accountId = :account and m.role = 'owner' and u.status = :active"
                                        + " and u.id <> :user",
                                Long.class)
                        .setParameter("account", account)
                        .setParameter("active", UserStatus.ACTIVE)
                        .setParameter("user", user)
                        .getSingleResult()
                > 0;
    }

    List<UserId> findNext(AccountId account, UserId after, int limit) {
        return getEntityManager()
                .createQuery(
                        "select m.key.userId from Membership m where m.key.accountId = :account and m.key.userId > :after"
                                + " order by m.key.userId",
                        UserId.class)
                .setParameter("account", account)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    boolean isElsewhere(UserId user, AccountId account) {
        return count("key.userId = ?1 and key.accountId <> ?2", user, account) > 0;
    }

    /** Whether the user is an owner, or an admin who may reset members, of an account that has other members. */
    boolean hasPowerOverOthers(UserId user) {
        return count(
                        "from Membership m where m.key.userId = ?1 and (m.role = ?2 or m.role = ?3 and exists"
                                + " (select 1 from Account a where a.id = m.key.accountId and a.memberResets))"
                                + " and exists (select 1 from Membership o"
                                + " where o.key.accountId = m.key.accountId and o.key.userId <> ?1)",
                        user,
                        Role.OWNER,
                        Role.ADMIN)
                > 0;
    }

    /** The user's role in the account as it is now, or empty if the user is not a member. */
    Optional<Role> findRole(UserId user, AccountId account) {
        return getEntityManager()
                .createQuery(
                        "select m.role from Membership m where m.key.userId = :user and m.key.accountId = :account",
                        Role.class)
                .setParameter("user", user)
                .setParameter("account", account)
                .getResultStream()
                .findFirst();
    }

    /** The accounts of one user, with the role in each. */
    List<Profile.Account> findAccounts(UserId user) {
        return getEntityManager()
                .createQuery(
                        "select new dev.sallyport.accounts.account.Profile$Account(a.id, a.name, m.role)"
                                + " from Membership m join Account a on a.id = m.key.accountId"
                                + " where m.key.userId = :user order by m.createdAt, m.key.accountId",
                        Profile.Account.class)
                .setParameter("user", user)
                .getResultList();
    }
}
