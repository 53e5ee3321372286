package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class InvitationRepository implements PanacheRepositoryBase<Invitation, UserId> {

    Optional<Invitation> findByEmail(AccountId account, String email) {
        return find("accountId = ?1 and email = ?2", account, email).firstResultOptional();
    }

    Optional<Invitation> findOwned(AccountId account, UserId id) {
        return find("accountId = ?1 and id = ?2", account, id).firstResultOptional();
    }

    /**
     * Finds an invitation by its id alone, which only a genuine token contains, while the inviter may grant the role.
     */
    Optional<Invitation> findOpen(UserId id, Instant now) {
        return find(
                        "from Invitation i where i.id = ?1 and i.expiresAt > ?2 and (i.invitedBy is null or exists"
                                + " (select 1 from Membership m join AppUser u on u.id = m.key.userId"
                                + " where u.id = i.invitedBy and u.status = 'active' and m.key.accountId = i.accountId"
                                + " and (m.role = 'owner' or m.role = 'admin' and i.role <> 'owner')))",
                        id,
                        now)
                .firstResultOptional();
    }

    /** The account it is to, without the row itself, which is read once that account is locked. */
    Optional<AccountId> findAccount(UserId id) {
        return getEntityManager()
                .createQuery("select accountId from Invitation where id = :id", AccountId.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }
}
