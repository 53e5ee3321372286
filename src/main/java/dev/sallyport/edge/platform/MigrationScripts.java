package dev.sallyport.edge.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * What this version's scripts create in the database.
 *
 * @param version of the last one
 * @param tables those that they create
 */
record MigrationScripts(String version, Set<String> tables) {

    private static final Pattern VERSION = Pattern.compile("V([0-9._]+)__.*");

    private static final Pattern CREATED =
            Pattern.compile("(?im)^create (?:unlogged )?table (?:if not exists )?(\\w+)");

    static MigrationScripts of(Flyway flyway) {
        Collection<LoadableResource> scripts =
                flyway.getConfiguration().getResourceProvider().getResources("V", new String[] {".sql"});
        MigrationVersion last = scripts.stream()
                .map(script -> version(script.getFilename()))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalStateException("The service was built without its migrations"));
        Set<String> tables = new TreeSet<>();
        scripts.forEach(script -> tables.addAll(created(text(script))));
        return new MigrationScripts(last.getVersion(), tables);
    }

    /** @param file as in {@code V11__edge.sql} */
    static MigrationVersion version(String file) {
        Matcher name = VERSION.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is no name of a migration");
        }
        return MigrationVersion.fromVersion(name.group(1));
    }

    static Set<String> created(String sql) {
        return CREATED.matcher(sql)
                .results()
                .map(created -> created.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(LoadableResource script) {
        try (BufferedReader lines = new BufferedReader(script.read())) {
            return lines.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
