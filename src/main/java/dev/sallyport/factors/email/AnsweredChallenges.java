package dev.sallyport.factors.email;

import dev.sallyport.base.ids.UserId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/**
 * The challenges that a code from the mailbox has answered: only a right code closes one. A blind challenge does not say by
 * which method it was answered, so that all of them are among these.
 */
@ApplicationScoped
class AnsweredChallenges {

    private static final String SINCE = """
            select id from challenge where user_id = :user and closed_at >= :time
            and purpose in ('device_verification', 'step_up')
            union all
            select id from blind_challenge where user_id = :user and closed_at >= :time
            """;

    private final Session database;

    AnsweredChallenges(Session database) {
        this.database = database;
    }

    List<UUID> findSince(UserId user, Instant time) {
        return database.createNativeQuery(SINCE, UUID.class)
                .setParameter("user", user)
                .setParameter("time", time)
                .getResultList();
    }
}
