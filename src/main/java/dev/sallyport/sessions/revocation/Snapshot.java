package dev.sallyport.sessions.revocation;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which transactions of the database had ended at a moment (PostgreSQL's {@code pg_snapshot}): what one of them wrote
 * has been read, and what any other writes has not.
 *
 * <p>Transactions end in another order than they begin in. A time or a number of a row as the place of a reader would
 * pass over the rows of a transaction that began early and ends late; a snapshot names that transaction.
 *
 * @param xmin every transaction with a lesser id had ended
 * @param xmax no transaction with this id or a greater one had ended
 * @param running the ids in between of those that had not ended
 */
record Snapshot(long xmin, long xmax, Set<Long> running) {

    /** Nothing was read yet: ids of transactions begin at 3. */
    static final Snapshot NONE = new Snapshot(1, 1, Set.of());

    /** A cursor with more of them would grow too long for an address. */
    private static final int MOST_RUNNING = 100;

    private static final int LONGEST_ID = 18;

    /** Possessive, since another repetition of a group takes stack for each id. */
    private static final Pattern FORM = Pattern.compile(
            "([0-9]{1,%1$d}):([0-9]{1,%1$d}):((?:[0-9]{1,%1$d}(?:,[0-9]{1,%1$d})*+)?)".formatted(LONGEST_ID));

    /** Reads PostgreSQL's text of a snapshot; empty for any other text. */
    static Optional<Snapshot> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long xmin = Long.parseLong(parts.group(1));
        long xmax = Long.parseLong(parts.group(2));
        Set<Long> running = Stream.of(parts.group(3).split(","))
                .filter(id -> !id.isEmpty())
                .map(Long::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean isOne = xmin >= 1 && xmin <= xmax && running.stream().allMatch(id -> id >= xmin && id < xmax);
        return isOne ? Optional.of(new Snapshot(xmin, xmax, running)) : Optional.empty();
    }

    /** Whether the transaction had ended: its rows have been read, as far as it wrote any. */
    boolean sees(long transaction) {
        return transaction < xmin || (transaction < xmax && !running.contains(transaction));
    }

    /**
     * The later of two places of one reader. A standby can be behind the primary that the reader asked before; it must
     * not be led back.
     */
    Snapshot orLater(Snapshot other) {
        return other.xmax > xmax || (other.xmax == xmax && other.running.size() < running.size()) ? other : this;
    }

    /** In PostgreSQL's text. With very many transactions at once, what is from after the first is read once more. */
    String text() {
        if (running.size() > MOST_RUNNING) {
            return new Snapshot(xmin, xmin, Set.of()).text();
        }
        return xmin + ":" + xmax + ":"
                + new TreeSet<>(running).stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
