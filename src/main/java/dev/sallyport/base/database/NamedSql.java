package dev.sallyport.base.database;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A constant text of SQL with named parameters, as {@link Statements} sends it: the driver knows parameters by their
 * place alone. A text of several statements, with semicolons between, is one round trip.
 *
 * @param text with a question mark for each parameter
 * @param names of the parameters by their place, one for each question mark
 * @param count how many statements there are
 */
public record NamedSql(String text, List<String> names, int count) {

    /** Not a cast, which has two colons. */
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]\\w*)");

    /** Reads a text that names each parameter as {@code :name}. */
    public static NamedSql of(String named) {
        Matcher found = NAME.matcher(named);
        List<String> names = found.results().map(name -> name.group(1)).toList();
        int statements = (int) Pattern.compile(";")
                .splitAsStream(named)
                .filter(each -> !each.isBlank())
                .count();
        return new NamedSql(NAME.matcher(named).replaceAll("?").strip(), names, statements);
    }
}
