package dev.sallyport.base.database;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One statement that removes what a table has about a user or an account.
 *
 * <p>Every text here becomes part of a statement and MUST be a constant. An index MUST find the rows. A rule MUST NOT
 * depend on the rows of another package, since no package is first.
 *
 * @param table the table
 * @param sql the statement. Of a user it names {@code :user}, {@code :userText}, {@code :email} or {@code :emailHash};
 *     of an account {@code :account} or {@code :accountText}
 */
public record ErasureRule(String table, String sql) {

    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    /** Deletes the rows of the user from a table with the column {@code user_id}. */
    public static ErasureRule rowsOf(String table) {
        return new ErasureRule(table, "delete from " + table + " where user_id = :user");
    }

    /** Deletes the rows of the account from a table with the column {@code account_id}. */
    public static ErasureRule rowsOfAccount(String table) {
        return new ErasureRule(table, "delete from " + table + " where account_id = :account");
    }

    /** Another statement about a table. */
    public static ErasureRule of(String table, String sql) {
        return new ErasureRule(table, sql);
    }

    /** The parameters that the statement names. */
    public Set<String> parameters() {
        Set<String> names = new TreeSet<>();
        PARAMETER.matcher(sql).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    /** Whether these values are enough: without an address, a rule that looks for one has nothing to do. */
    public boolean appliesTo(Map<String, Object> values) {
        return values.keySet().containsAll(parameters());
    }
}
