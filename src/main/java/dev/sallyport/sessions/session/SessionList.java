package dev.sallyport.sessions.session;

import dev.sallyport.base.database.Row;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.security.caller.UserCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The sessions of a user, for the user to see. */
@ApplicationScoped
class SessionList {

    private static final String LIST_LIVE = """
            select s.id, s.created_at, s.last_seen_at, s.ip, s.user_agent, %s
            from session s join app_user u on u.id = :user and u.epoch = s.epoch and u.status = 'active'
            where s.user_id = :user and %s
              and s.id < :before and %s
            order by s.id desc limit :limit
            """.formatted(
            HeldFactors.proof(":user"), LiveSessions.condition("s", ":now"), HeldFactors.withinPolicy(":user", ":now"));

    private final org.hibernate.Session database;
    private final Clock clock;

    SessionList(org.hibernate.Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is alive of the user's now, the newest first. */
    @Transactional
    Page<SessionOverview> list(UserCaller caller, PageRequest page) {
        return Page.of(
                listLive(caller.userId(), page, clock.instant()),
                page.limit(),
                session -> session.id().value(),
                session -> SessionOverview.of(session, caller.sessionId()));
    }

    /** One more than the page holds. */
    private List<ListedSession> listLive(UserId user, PageRequest page, Instant now) {
        return Row.query(database, LIST_LIVE, ListedSession::ofRow)
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("before", page.before())
                .setParameter("limit", page.limit() + 1)
                .getResultList();
    }
}
