package dev.sallyport.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MembershipRepository implements PanacheRepositoryBase<Membership, Membership.Key> {

    boolean isOwner(UUID user) {
        return count("key.userId = ?1 and role = ?2", user, Role.OWNER.text()) > 0;
    }

    /** What the user is in the account, if they belong to it. */
    Optional<Role> findRole(UUID user, UUID account) {
        return findByIdOptional(new Membership.Key(user, account)).map(Membership::role);
    }

    /** The accounts of one user, with the role in each. */
    List<Profile.Account> findAccounts(UUID user) {
        return getEntityManager()
                .createQuery(
                        "select new dev.sallyport.account.Profile$Account(a.id, a.name, m.role)"
                                + " from Membership m join Account a on a.id = m.key.accountId"
                                + " where m.key.userId = :user order by m.createdAt",
                        Profile.Account.class)
                .setParameter("user", user)
                .getResultList();
    }
}
