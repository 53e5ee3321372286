package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<Membership, Membership.Key> {

    /**
     * Locks the members in the order of their ids, so that two accounts that share some do not wait for each other, and
     * then raises their epochs. Sign-ins that only refer to a member are not held up.
     */
    private static final String BEGIN_EPOCH = """
            with member as (
                select id from app_user
                where id in (select user_id from membership where account_id = :account) and id <> :except
                order by id for no key update)
            update app_user u set epoch = u.epoch + 1 from member where u.id = member.id returning u.id
            """;

    List<UserId> findUserIds(AccountId account) {
        return getEntityManager()
                .createQuery("select m.key.userId from Membership m where m.key.accountId = :account", UserId.class)
                .setParameter("account", account)
                .getResultList();
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

    /** Begins a new epoch of every member of an account but one. */
    List<UserId> beginEpoch(AccountId account, UserId except) {
        return getSession()
                .createNativeQuery(BEGIN_EPOCH, UserId.class)
                .setParameter("account", account)
                .setParameter("except", except)
                .getResultList();
    }

    /** Whether the account has another owner who can sign in. */
    boolean hasOtherOwner(AccountId account, UserId user) {
        return getEntityManager()
                        .createQuery(
                                "select count(*) from Membership m join AppUser u on u.id = m.key.userId"
                                        + " where m.key.accountId = :account and m.role = :role and u.status = :active"
                                        + " and u.id <> :user",
                                Long.class)
                        .setParameter("account", account)
                        .setParameter("role", Role.OWNER)
                        .setParameter("active", UserStatus.ACTIVE)
                        .setParameter("user", user)
                        .getSingleResult()
                > 0;
    }

    boolean isElsewhere(UserId user, AccountId account) {
        return count("key.userId = ?1 and key.accountId <> ?2", user, account) > 0;
    }

    boolean ownsSharedAccount(UserId user) {
        return count(
                        "from Membership m where m.key.userId = ?1 and m.role = ?2 and exists (select 1 from Membership o"
                                + " where o.key.accountId = m.key.accountId and o.key.userId <> ?1)",
                        user,
                        Role.OWNER)
                > 0;
    }

    /** The user's role in the account, or empty if the user is not a member. */
    Optional<Role> findRole(UserId user, AccountId account) {
        return findByIdOptional(new Membership.Key(user, account)).map(Membership::role);
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
