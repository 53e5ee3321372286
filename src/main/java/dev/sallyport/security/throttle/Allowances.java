package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;

/**
 * Counts in fixed windows of time what owners take from their allowances, over all replicas.
 *
 * <p>An allowance of an owner is one row, which the taking transaction holds until it ends. No other row is locked: a
 * stranger who uses up an allowance delays nothing but what is counted there.
 */
@ApplicationScoped
public class Allowances {

    /**
     * One statement, so that requests at once cannot pass a limit together. What one window refuses is counted in none; a
     * full window goes one beyond its limit, by which {@link Allowance#judge} knows it.
     */
    private static final String TAKE = """
            insert into allowance as a (owner, kind, part, taken, began_at, expires_at)
            values (:owner, :kind, :part,
                array_fill(cast(:count as integer), array[cardinality(cast(:max as integer[]))]),
                array_fill(cast(:now as timestamptz), array[cardinality(cast(:max as integer[]))]),
                :longest)
            on conflict (owner, kind, part) do update set (taken, began_at, expires_at) = (
                select array_agg(n.taken order by n.at), array_agg(n.began_at order by n.at), max(n.began_at + n.length)
                from (
                    select w.at, w.length,
                        case when w.is_full then least(w.taken, w.max) + :count
                             when bool_or(w.is_full) over () then w.taken
                             when w.is_over then :count
                             else w.taken + :count end as taken,
                        case when w.is_over and not bool_or(w.is_full) over () then :now else w.began_at end as began_at
                    from (
                        select u.*, length, u.began_at + length <= :now as is_over,
                            u.began_at + length > :now and u.taken >= u.max as is_full
                        from unnest(a.taken, a.began_at, cast(:max as integer[]), cast(:seconds as float8[]))
                                with ordinality as u (taken, began_at, max, seconds, at),
                            make_interval(secs => u.seconds) as length) w) n)
            returning taken, began_at
            """;

    private static final String LOOK =
            "select taken, began_at from allowance where owner = :owner and kind = :kind and part = :part";

    private static final String ADD = """
            update allowance set taken = array(
                select greatest(n + :more, 0) from unnest(taken) with ordinality as u (n, at) order by at)
            where owner = :owner and kind = :kind and part = :part
            """;

    private static final String FORGET = """
            delete from allowance where owner = :owner and kind = :kind and part = :part
            """;

    private static final String FORGET_ALL = """
            delete from allowance where owner = :owner and kind in (:kinds)
            """;

    private final Session database;

    Allowances(Session database) {
        this.database = database;
    }

    /** Takes one, where no limit stands against it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Taking take(Allowance allowance, AllowanceKey key, Instant now) {
        return take(allowance, key, 1, now);
    }

    /**
     * Takes some at once, as long as there is one left: {@link Taking#taken} may then be beyond the limit.
     *
     * @param count 0 to lock the row and see whether the next one would be granted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Taking take(Allowance allowance, AllowanceKey key, int count, Instant now) {
        List<Limit> limits = allowance.limits();
        List<Window> after = of(windows(TAKE), allowance.kind(), key)
                .setParameter("count", count)
                .setParameter("now", now)
                .setParameter("max", limits.stream().map(Limit::max).toArray(Integer[]::new))
                .setParameter(
                        "seconds", limits.stream().map(Allowances::seconds).toArray(Double[]::new))
                .setParameter("longest", allowance.endOfNew(now))
                .getSingleResult();
        return allowance.judge(after, count, now);
    }

    /** From when on one can be taken; empty where it can now. Nothing is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> possibleFrom(Allowance allowance, AllowanceKey key, Instant now) {
        return of(windows(LOOK), allowance.kind(), key)
                .uniqueResultOptional()
                .flatMap(windows -> allowance.fullUntil(windows, now));
    }

    /** Counts more than were taken, or with a negative number gives some back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(int more, AllowanceKind kind, AllowanceKey key) {
        of(database.createNativeMutationQuery(ADD), kind, key)
                .setParameter("more", more)
                .executeUpdate();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(AllowanceKind kind, AllowanceKey key) {
        of(database.createNativeMutationQuery(FORGET), kind, key).executeUpdate();
    }

    /** Forgets what the owner of the key has taken of these kinds, in every part. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetAll(Set<AllowanceKind> kinds, AllowanceKey key) {
        database.createNativeMutationQuery(FORGET_ALL)
                .setParameter("owner", key.owner())
                .setParameterList(
                        "kinds", kinds.stream().map(AllowanceKind::code).toList())
                .executeUpdate();
    }

    private static <Q extends CommonQueryContract> Q of(Q query, AllowanceKind kind, AllowanceKey key) {
        query.setParameter("owner", key.owner())
                .setParameter("kind", kind.code())
                .setParameter("part", key.part());
        return query;
    }

    /** Hibernate knows an array of times only where it is told of it. */
    private NativeQuery<List<Window>> windows(String sql) {
        return Row.query(database, sql, Allowances::windows)
                .addScalar("taken", Integer[].class)
                .addScalar("began_at", Instant[].class);
    }

    private static List<Window> windows(Row row) {
        List<Integer> taken = row.integers("taken");
        List<Instant> beganAt = row.instants("began_at");
        return IntStream.range(0, taken.size())
                .mapToObj(at -> new Window(taken.get(at), beganAt.get(at)))
                .toList();
    }

    private static double seconds(Limit limit) {
        return limit.length().toMillis() / 1000.0;
    }
}
