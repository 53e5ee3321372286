package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.MemberFacts;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.sessions.session.HeldFactors;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.Session;

/** What the lists of an account tell of a user who joins it, read from the tables that each fact comes from. */
@ApplicationScoped
class NewMemberFacts {

    private static final String FACTS = """
            select not exists (select from password_credential c where c.user_id = u.id) as passwordless,
                   %s as second_factor,
                   exists (select from sso_identity s join identity_provider i on i.id = s.provider_id
                           where s.user_id = u.id and i.sso_exempt <> 'never') as vouched,
                   (select f.locked_until from failed_attempts f where f.user_id = u.id) as locked_until,
                   greatest((select max(s.created_at) from session s where s.user_id = u.id),
                            (select max(m.last_sign_in_at) from membership m where m.user_id = u.id)) as last_sign_in_at
            from app_user u where u.id = :user
            """.formatted(HeldFactors.authenticator("u.id"));

    private final Session database;

    NewMemberFacts(Session database) {
        this.database = database;
    }

    MemberFacts of(UserId user) {
        return Row.query(database, FACTS, NewMemberFacts::facts)
                .setParameter("user", user)
                .getSingleResult();
    }

    private static MemberFacts facts(Row row) {
        return new MemberFacts(
                row.flag("passwordless"),
                row.flag("second_factor"),
                row.flag("vouched"),
                row.find("locked_until", Instant.class).orElse(null),
                row.find("last_sign_in_at", Instant.class).orElse(null));
    }
}
