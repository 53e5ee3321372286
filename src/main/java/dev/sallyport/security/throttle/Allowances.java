package dev.sallyport.security.throttle;

import dev.sallyport.base.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** The number of a window, counted from 1. */
    private static final String WINDOW = "#";

    private static final String IS_OVER = "a.began_at[#] <= :over#";

    private static final String IS_FULL = "(a.began_at[#] > :over# and a.taken[#] >= :max#)";

    private static final String TAKEN = "case when " + IS_FULL + """
             then least(a.taken[#], :max#) + :count
                 when %s then a.taken[#]
                 when a.began_at[#] <= :over# then :count
                 else a.taken[#] + :count end""";

    private static final String BEGAN_AT = """
            case when a.began_at[#] <= :over# and not (%s) then :now else a.began_at[#] end""";

    /**
     * One statement, so that requests at once cannot pass a limit together. What one window refuses is counted in none;
     * a full window goes one beyond its limit, by which {@link Allowance#verify} knows it.
     */
    private static final String TAKE = """
            insert into allowance as a (owner, kind, part, taken, began_at, expires_at)
            values (:owner, :kind, :part, array[%s], array[%s], :end)
            on conflict (owner, kind, part) do update set
                taken = array[%s],
                began_at = array[%s],
                expires_at = case when %s and not (%s) then :end else a.expires_at end
            returning taken, began_at
            """;

    /** By the number of windows. */
    private static final List<String> TAKE_FROM = IntStream.rangeClosed(0, Allowance.MAX_LIMITS)
            .mapToObj(Allowances::takeFrom)
            .toList();

    private static final String LOOK =
            "select taken, began_at from allowance where owner = :owner and kind = :kind and part = :part";

    private static final String ADD =
            "update allowance set taken = array[%s] where owner = :owner and kind = :kind and part = :part";

    private static final String ADDED = "greatest(taken[#] + :more, 0)";

    private static final String FORGET = """
            delete from allowance where owner = :owner and kind = :kind and part = :part
            """;

    private static final String FORGET_ALL = """
            delete from allowance where owner = :owner and kind in (:kinds)
            """;

    private final Session database;
    private final Event<SpentAllowance> spent;

    Allowances(Session database, Event<SpentAllowance> spent) {
        this.database = database;
        this.spent = spent;
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
        NativeQuery<List<Window>> query = of(windows(TAKE_FROM.get(limits.size())), allowance.kind(), key)
                .setParameter("count", count)
                .setParameter("now", now)
                .setParameter("end", allowance.endOfNew(now));
        for (int at = 0; at < limits.size(); at++) {
            query.setParameter("over" + (at + 1), now.minus(limits.get(at).length()))
                    .setParameter("max" + (at + 1), limits.get(at).max());
        }
        List<Window> after = query.getSingleResult();
        allowance.kind().policy().ifPresent(policy -> spent.fire(allowance.left(policy, after, now)));
        return allowance.verify(after, count, now);
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
    public void add(int more, Allowance allowance, AllowanceKey key) {
        String sql = ADD.formatted(each(allowance.limits().size(), ADDED, ", "));
        of(database.createNativeMutationQuery(sql), allowance.kind(), key)
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

    private static String takeFrom(int windows) {
        String anyIsFull = each(windows, IS_FULL, " or ");
        return TAKE.formatted(
                each(windows, "cast(:count as integer)", ", "),
                each(windows, "cast(:now as timestamptz)", ", "),
                each(windows, TAKEN.formatted(anyIsFull), ", "),
                each(windows, BEGAN_AT.formatted(anyIsFull), ", "),
                IS_OVER.replace(WINDOW, Integer.toString(windows)),
                anyIsFull);
    }

    private static String each(int windows, String sql, String between) {
        return IntStream.rangeClosed(1, windows)
                .mapToObj(number -> sql.replace(WINDOW, Integer.toString(number)))
                .collect(Collectors.joining(between));
    }
}
