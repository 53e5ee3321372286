package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.AccountMembers;
import dev.sallyport.accounts.account.Accounts;
import dev.sallyport.accounts.account.MemberFacts;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.HeldFactors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.hibernate.Session;

/** Makes members of invited users. */
@ApplicationScoped
class InvitedMembers {

    /** What the lists of the account tell of a user, from the tables that each fact comes from. */
    private static final String FACTS = """
            select not exists (select from password_credential c where c.user_id = :user) as passwordless,
                   %s as second_factors,
                   exists (select from sso_identity s join identity_provider i on i.id = s.provider_id
                           where s.user_id = :user and i.account_id = :account and i.sso_exempt <> 'never' and i.removed_at is null) as vouched,
                   (select f.locked_until from failed_attempts f where f.user_id = :user) as locked_until,
                   greatest((select u.last_sign_in_at from app_user u where u.id = :user),
                            (select max(m.last_sign_in_at) from membership m where m.user_id = :user)) as last_sign_in_at
            """.formatted(HeldFactors.methods(":user"));

    private final Session database;
    private final Accounts accounts;
    private final AccountMembers members;

    InvitedMembers(Session database, Accounts accounts, AccountMembers members) {
        this.database = database;
        this.accounts = accounts;
        this.members = members;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    String accountName(Invitation invitation) {
        return accounts.nameEvenInErasure(invitation.accountId());
    }

    /** Creates the user of an invitation, and returns the id. */
    @Transactional(Transactional.TxType.MANDATORY)
    UserId create(Invitation invitation, StoredPassword password, Instant now) {
        return members.create(
                        invitation.accountId(),
                        invitation.id(),
                        new EmailAddress(invitation.email()),
                        invitation.role(),
                        password,
                        now)
                .id();
    }

    /** Makes an active user, who must not be one yet, a member. */
    @Transactional(Transactional.TxType.MANDATORY)
    void join(Invitation invitation, UserId user, Instant now) {
        MemberFacts facts = Row.query(database, FACTS, InvitedMembers::facts)
                .setParameter("user", user)
                .setParameter("account", invitation.accountId())
                .getSingleResult();
        members.join(invitation.accountId(), user, invitation.role(), facts, now);
    }

    private static MemberFacts facts(Row row) {
        return new MemberFacts(
                row.flag("passwordless"),
                row.text("second_factors"),
                row.flag("vouched"),
                row.find("locked_until", Instant.class).orElse(null),
                row.find("last_sign_in_at", Instant.class).orElse(null));
    }
}
