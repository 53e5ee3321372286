package dev.sallyport.security.throttle;

import dev.sallyport.base.database.NamedSql;
import dev.sallyport.base.database.Row;
import dev.sallyport.base.database.Statement;
import dev.sallyport.base.database.Statements;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts what owners take from their allowances in fixed windows of time, over all replicas.
 *
 * <p>An allowance of an owner is one row, which the taking transaction holds until it ends. No other row is locked:
 * using up an allowance delays only requests that take from the same one.
 */
@Singleton
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
    private static final List<NamedSql> TAKE_FROM = IntStream.rangeClosed(0, Allowance.MAX_LIMITS)
            .mapToObj(Allowances::takeFrom)
            .map(NamedSql::of)
            .toList();

    private static final NamedSql LOOK =
            NamedSql.of("select taken, began_at from allowance where owner = :owner and kind = :kind and part = :part");

    private static final String ADD =
            "update allowance set taken = array[%s] where owner = :owner and kind = :kind and part = :part";

    private static final String ADDED = "greatest(taken[#] + :more, 0)";

    /** By the number of windows. */
    private static final List<NamedSql> ADD_TO = IntStream.rangeClosed(0, Allowance.MAX_LIMITS)
            .mapToObj(windows -> NamedSql.of(ADD.formatted(each(windows, ADDED, ", "))))
            .toList();

    private static final NamedSql FORGET = NamedSql.of("""
            delete from allowance where owner = :owner and kind = :kind and part = :part
            """);

    private static final NamedSql FORGET_ALL = NamedSql.of("""
            delete from allowance where owner = :owner and kind = any(:kinds)
            """);

    private final Statements database;
    private final Event<SpentAllowance> spent;

    Allowances(Statements database, Event<SpentAllowance> spent) {
        this.database = database;
        this.spent = spent;
    }

    /** Takes one if every limit allows it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public AllowanceResult take(Allowance allowance, AllowanceKey key, Instant now) {
        return take(allowance, key, 1, now);
    }

    /**
     * Takes some at once, as long as there is one left: {@link AllowanceResult#taken} may then be beyond the limit.
     *
     * @param count 0 to lock the row and see whether the next one would be granted
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public AllowanceResult take(Allowance allowance, AllowanceKey key, int count, Instant now) {
        List<Limit> limits = allowance.limits();
        Statement taking = of(TAKE_FROM.get(limits.size()), allowance.kind(), key)
                .set("count", count)
                .set("now", now)
                .set("end", allowance.endOfNew(now));
        for (int at = 0; at < limits.size(); at++) {
            taking.set("over" + (at + 1), now.minus(limits.get(at).length()))
                    .set("max" + (at + 1), limits.get(at).max());
        }
        List<Window> after = taking.first(Allowances::windows).orElseThrow();
        allowance.kind().policy().ifPresent(policy -> spent.fire(allowance.left(policy, after, now)));
        return allowance.verify(after, count, now);
    }

    /** From when on one can be taken; empty where it can now. Nothing is counted. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Instant> possibleFrom(Allowance allowance, AllowanceKey key, Instant now) {
        return of(LOOK, allowance.kind(), key)
                .first(Allowances::windows)
                .flatMap(windows -> allowance.fullUntil(windows, now));
    }

    /** Counts more than were taken, or with a negative number gives some back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(int more, Allowance allowance, AllowanceKey key) {
        of(ADD_TO.get(allowance.limits().size()), allowance.kind(), key)
                .set("more", more)
                .execute();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(AllowanceKind kind, AllowanceKey key) {
        of(FORGET, kind, key).defer();
    }

    /** Forgets what the owner of the key has taken of these kinds, in every part. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetAll(Set<AllowanceKind> kinds, AllowanceKey key) {
        database.of(FORGET_ALL)
                .set("owner", key.owner())
                .set("kinds", kinds.stream().map(AllowanceKind::code).toArray(String[]::new))
                .execute();
    }

    private Statement of(NamedSql sql, AllowanceKind kind, AllowanceKey key) {
        return database.of(sql)
                .set("owner", key.owner())
                .set("kind", kind.code())
                .set("part", key.part());
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
