package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service that a reader of the documents has started, with a console to read. The documents share it. */
final class DocumentedService implements AutoCloseable {

    private static final Pattern SECRET = Pattern.compile("client secret: +(\\S+)");
    private static final Pattern MAILED_CODE = Pattern.compile("(?m)^ {4}([0-9]{6})$");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(\\S+) ");

    private final Path home;
    private final int port = Ports.free();
    private StartedService service;
    private boolean hasOtherSettings;

    /** Where on the console the present document begins: the first one with the start. */
    private int beginning;

    private int codesRead;

    /** The secret of the first client, which the first start prints and no later one. */
    private final String secret;

    DocumentedService(Path home) {
        this.home = home;
        this.service = start(Map.of());
        this.secret = found(SECRET, 1).get(0);
    }

    int port() {
        return port;
    }

    String secret() {
        return secret;
    }

    /** Stops it, and starts it with the settings that a command assigns. */
    void restart(String command) {
        Map<String, String> settings = new LinkedHashMap<>();
        Matcher assignment = ASSIGNMENT.matcher(command);
        while (assignment.find()) {
            settings.put(assignment.group(1), assignment.group(2));
        }
        service.close();
        service = start(settings);
    }

    private StartedService start(Map<String, String> settings) {
        Map<String, String> environment = new LinkedHashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.putIfAbsent("SALLYPORT_ISSUER", "http://localhost:8080"); // as the documents show it
        hasOtherSettings = !settings.isEmpty();
        beginning = 0;
        codesRead = 0;
        return StartedService.start(home, environment).untilReady();
    }

    /** What the next document finds: the settings of the first start, and neither users nor accounts. */
    void forget() throws IOException, SQLException {
        change("truncate app_user, user_email, user_external_id, account, allowance cascade");
        if (hasOtherSettings) {
            restart("");
        }
        beginning = service.output().length();
        codesRead = 0;
    }

    /** The code of the next mail on the console; waits for it. */
    String mailedCode() {
        codesRead++;
        return found(MAILED_CODE, codesRead).get(codesRead - 1);
    }

    /** The newest part of the console that begins and ends as these lines do. */
    String console(List<String> lines) {
        String begin = lines.get(0) + "\n" + lines.get(1);
        Pattern part = Pattern.compile("(?s)(" + Pattern.quote(begin) + ".*?\n" + lines.get(lines.size() - 1) + ")");
        List<String> found = found(part, 1);
        return found.get(found.size() - 1);
    }

    void letTenMinutesPass() throws IOException, SQLException {
        change("update session set auth_time = auth_time - interval '10 minutes'");
    }

    /** What the console has shown at least so often since the document began; waits for it. */
    private List<String> found(Pattern pattern, int often) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60); ; ) {
            List<String> found = shown(pattern);
            if (found.size() >= often) {
                return found;
            }
            assertThat(System.nanoTime()).as("no %s on the console", pattern).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private List<String> shown(Pattern pattern) {
        return pattern.matcher(service.output().substring(beginning))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private void change(String sql) throws IOException, SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + service.databasePort() + "/postgres";
        String password = Files.readString(home.resolve("data/password"));
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
