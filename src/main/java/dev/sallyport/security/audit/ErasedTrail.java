package dev.sallyport.security.audit;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.Id;
import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Removes personal data of an erased user from the trail: address, browser and details of the events about them, and
 * address and browser of their acts on others. What was done, when, by which id and to which id stays.
 */
@ApplicationScoped
public class ErasedTrail {

    /** The guard of the trail allows it for the user in this setting, once that user is gone. */
    private static final String GUARD = "select set_config('sallyport.erased_user', :user, true)";

    private static final String PAGE = """
            (select id from audit_event where user_id = :user and id > :after order by id limit :limit)
            union all
            (select id from audit_event where actor_kind = 'user' and actor_id = :userText
                and actor_id is distinct from cast(user_id as text) and id > :after order by id limit :limit)
            order by id limit :limit
            """;

    private static final String CLEAR = """
            update audit_event set ip = null, user_agent = null,
                                   details = case when user_id = :user then cast('{}' as jsonb) else details end
            where id = any(:page)
              and (ip is not null or user_agent is not null or (user_id = :user and details <> cast('{}' as jsonb)))
            """;

    private final Session database;

    ErasedTrail(Session database) {
        this.database = database;
    }

    /**
     * Clears the next events, in the order of their ids.
     *
     * @param after the events up to this one are done; empty: none
     * @return the last one, if there can be more
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UUID> clear(UserId user, Optional<UUID> after, int limit) {
        List<UUID> page = Row.column(database, PAGE, UUID.class)
                .setParameter("user", user.value())
                .setParameter("userText", user.toString())
                .setParameter("after", after.orElse(Id.NIL))
                .setParameter("limit", limit)
                .getResultList();
        if (!page.isEmpty()) {
            Row.column(database, GUARD, String.class)
                    .setParameter("user", user.toString())
                    .getSingleResult();
            database.createNativeMutationQuery(CLEAR)
                    .setParameter("user", user.value())
                    .setParameter("page", page.toArray(UUID[]::new), UUID[].class)
                    .executeUpdate();
        }
        return page.size() < limit ? Optional.empty() : Optional.of(page.get(page.size() - 1));
    }
}
