package dev.sallyport.edge.platform;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why the service cannot use a database, as a sentence for the operator. */
final class DatabaseFaults {

    private static final Pattern NOT_REACHED = Pattern.compile("08...");
    private static final Pattern NOT_LET_IN = Pattern.compile("28...");
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String NO_RIGHT = "42501";
    private static final String NO_TABLE = "42P01";
    private static final Pattern OVERLOADED = Pattern.compile("53...|57P0.");
    private static final String LOCK_HELD = "55P03";

    private DatabaseFaults() {}

    /**
     * What the operator has to fix. Empty for a failure that no setting and no grant fixes.
     *
     * @param login the variables of the user and the password that were used
     */
    static Optional<String> of(Throwable failure, String login) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(cause -> cause.getSQLState() != null)
                .findFirst()
                .flatMap(cause -> sentence(cause, cause.getSQLState(), login));
    }

    /**
     * The failure itself, for its caller to throw, unless it is one that the operator has to fix: that one is thrown.
     */
    static <E extends Exception> E refused(E failure, String login) {
        of(failure, login).ifPresent(fault -> {
            throw Refusal.because(fault);
        });
        return failure;
    }

    private static Optional<String> sentence(SQLException cause, String state, String login) {
        if (NOT_LET_IN.matcher(state).matches()) {
            return Optional.of("the database refuses the user or the password of " + login + words(cause));
        }
        if (NOT_REACHED.matcher(state).matches()) {
            return Optional.of("no connection to the database of QUARKUS_DATASOURCE_JDBC_URL" + words(cause));
        }
        if (OVERLOADED.matcher(state).matches()) {
            return Optional.of("the database takes no connection now" + words(cause));
        }
        return switch (state) {
            case NO_SUCH_DATABASE ->
                Optional.of("QUARKUS_DATASOURCE_JDBC_URL names a database that does not exist" + words(cause));
            case NO_RIGHT -> Optional.of("the user of " + login + " lacks a right" + words(cause));
            case NO_TABLE -> Optional.of("the database has no tables of this version" + words(cause));
            case LOCK_HELD ->
                Optional.of(
                        "a migration waited too long for a table that others use; nothing has changed, start again");
            default -> Optional.empty();
        };
    }

    /** The database's own words, which name no value: the first line. */
    private static String words(SQLException cause) {
        String message = String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return message.isEmpty() ? "" : " (" + message.replaceFirst("\\.$", "") + ")";
    }
}
