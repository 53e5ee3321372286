package dev.sallyport.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases in addition to the service's, for what would change its schema: on one server, which ends with the JVM. */
public final class SpareDatabases {

    /** The last migration of the first release. */
    private static final String FIRST_RELEASE = "13";

    private static final String TEMPLATE = "first_release";

    private static EmbeddedPostgres server;
    private static boolean hasTemplate;

    private SpareDatabases() {}

    /** A new database with the tables of the first release. */
    public static synchronized DataSource ofFirstRelease(String name) throws SQLException {
        if (!hasTemplate) {
            Flyway.configure()
                    .dataSource(empty(TEMPLATE))
                    .locations("classpath:db/migration")
                    .target(FIRST_RELEASE)
                    .load()
                    .migrate();
            hasTemplate = true;
        }
        execute(server().getPostgresDatabase(), "create database " + name + " template " + TEMPLATE);
        return as("postgres", name);
    }

    /** A new database without tables. */
    public static synchronized DataSource empty(String name) throws SQLException {
        execute(server().getPostgresDatabase(), "create database " + name);
        return as("postgres", name);
    }

    private static EmbeddedPostgres server() {
        if (server == null) {
            server = start();
        }
        return server;
    }

    private static EmbeddedPostgres start() {
        try {
            return PostgresResource.ofTheJvm().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A database as a role, whose password is its name. */
    public static synchronized DataSource as(String role, String name) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://127.0.0.1:" + server().getPort() + "/" + name);
        database.setUser(role);
        database.setPassword(role);
        return database;
    }

    public static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The address of a database for a service, with the user {@code postgres}, who needs no password. */
    public static synchronized String url(String name) {
        return server().getJdbcUrl("postgres", name);
    }

    /** The port of their server. */
    public static synchronized int port() {
        return server().getPort();
    }
}
