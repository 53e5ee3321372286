package dev.sallyport.accounts.account;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Reads users page by page for an export, in the order of their ids: each page begins after the last id of another.
 */
@ApplicationScoped
public class UserExport {

    private static final String USERS = """
            select id, email, email_verified_at is not null as verified, external_id, status, locale, created_at
            from app_user where id > :after order by id limit :limit
            """;

    private static final String MEMBERSHIPS = """
            select m.user_id, m.role, a.id, a.external_id, a.name
            from membership m join account a on a.id = m.account_id
            where m.user_id = any(:users) and a.erased_at is null
            order by m.user_id, m.created_at, m.account_id
            """;

    private final Session database;

    UserExport(Session database) {
        this.database = database;
    }

    /** At most so many users after this id; fewer only at the end. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<ExportedUser> page(UserId after, int limit) {
        Map<UserId, List<ExportedUser.Membership>> memberships = new HashMap<>();
        List<ExportedUser> users = Row.query(database, USERS, row -> user(row, memberships))
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList();
        UUID[] ids = users.stream().map(user -> user.id().value()).toArray(UUID[]::new);
        Row.query(database, MEMBERSHIPS, row -> add(row, memberships))
                .setParameter("users", ids, UUID[].class)
                .getResultList();
        return users;
    }

    private static ExportedUser user(Row row, Map<UserId, List<ExportedUser.Membership>> memberships) {
        UserId id = new UserId(row.uuid("id"));
        List<ExportedUser.Membership> own = new ArrayList<>();
        memberships.put(id, own);
        return new ExportedUser(
                id,
                row.text("email"),
                row.flag("verified"),
                row.find("external_id", String.class),
                UserStatus.of(row.text("status")),
                row.textOrNull("locale"),
                row.instant("created_at"),
                own);
    }

    private static boolean add(Row row, Map<UserId, List<ExportedUser.Membership>> memberships) {
        return Objects.requireNonNull(memberships.get(new UserId(row.uuid("user_id"))))
                .add(new ExportedUser.Membership(
                        new AccountId(row.uuid("id")),
                        row.find("external_id", String.class),
                        row.text("name"),
                        Role.of(row.text("role"))));
    }
}
