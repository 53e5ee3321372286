package dev.sallyport.edge.platform;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the tables up to this version, by a process that does nothing else and so needs neither keys nor a mail
 * server: only the database, and the role that owns the tables.
 */
public final class Migrations {

    private static final String SCRIPTS = "db/migration";

    private Migrations() {}

    /**
     * Migrates as a start of the service would.
     *
     * @return the scripts that were run, in their order
     * @throws org.flywaydb.core.api.FlywayException if one fails: it has changed nothing, those before it have
     */
    public static List<String> run(Config config) throws IOException {
        Map<String, String> access = MigrationAccess.supply(name ->
                config.getOptionalValue(name, String.class).map(String::trim).filter(value -> !value.isEmpty()));
        if (access.isEmpty()) {
            throw Refusal.because("QUARKUS_DATASOURCE_JDBC_URL must name the database, and QUARKUS_FLYWAY_USERNAME and"
                    + " QUARKUS_FLYWAY_PASSWORD the role that owns the tables");
        }
        Path scripts = Files.createTempDirectory("migrations");
        try {
            copy(scripts);
            MigrateResult result = flyway(access, scripts).migrate();
            return result.migrations.stream()
                    .map(done -> done.filepath)
                    .map(Path::of)
                    .map(path -> path.getFileName().toString())
                    .toList();
        } finally {
            delete(scripts);
        }
    }

    private static Flyway flyway(Map<String, String> access, Path scripts) throws IOException {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(
                        access.get("quarkus.flyway.jdbc-url"),
                        access.get("quarkus.flyway.username"),
                        access.get("quarkus.flyway.password"))
                .locations("filesystem:" + scripts)
                .ignoreMigrationPatterns("*:future");
        try (Stream<Path> files = Files.list(scripts)) {
            if (files.anyMatch(file -> file.toString().endsWith(OnlineMigrations.OUTSIDE_TRANSACTION))) {
                OnlineMigrations.lockBySession(configuration);
            }
        }
        return configuration.load();
    }

    /** Flyway finds files; what finds them in the package is Quarkus, which is not started here. */
    private static void copy(Path target) throws IOException {
        Path home = home();
        if (Files.isDirectory(home)) {
            copy(home.resolve(SCRIPTS), target);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(home)) {
                copy(jar.getPath(SCRIPTS), target);
            }
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> scripts = Files.list(source)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, target.resolve(script.getFileName().toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** The jar, or while it is tested the folder, of the service itself. */
    private static Path home() throws IOException {
        try {
            return Optional.ofNullable(Migrations.class.getProtectionDomain().getCodeSource())
                    .map(source -> source.getLocation())
                    .map(Object::toString)
                    .map(location -> Path.of(URI.create(location)))
                    .orElseThrow(() -> new IOException("The package of the service is not found"));
        } catch (IllegalArgumentException noFile) {
            throw new IOException("The package of the service is not a file", noFile);
        }
    }
}
