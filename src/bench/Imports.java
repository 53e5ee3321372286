import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base32;

/**
 * How fast users are imported, and how much memory it takes: rows with a password of another system, an authenticator
 * app and ten recovery codes that are hashed. It starts a database and the packaged service, and stops by itself.
 *
 * <p>src/bench/run Imports 30000
 */
public final class Imports {

    private static final int FEW = 2_000;
    private static final int ACCOUNTS = 50;
    private static final int CODES = 10;
    private static final String HEAP = "-Xmx256m";
    private static final String BCRYPT = "$2b$05$wTB3SlwA9PAB4RNDJ4aViuYYccoOGSdJYUp7EhV/e3mwi09FHK8T6";
    private static final Pattern USED = Pattern.compile("heap .*used (\\d+)K|used (\\d+)K");

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final EmbeddedPostgres database;
    private final URI base = URI.create("http://127.0.0.1:" + Bench.freePort());
    private final int management = Bench.freePort();
    private final int many;
    private Process service;

    private Imports(int many) throws Exception {
        this.many = many;
        folder = Files.createTempDirectory("sallyport-imports");
        // A commit is on the disk before it is answered, as on a server of its own
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        Bench.writeKeyset(folder);
    }

    public static void main(String[] args) throws Exception {
        Imports bench = new Imports(args.length == 0 ? 30_000 : Integer.parseInt(args[0]));
        bench.service = bench.start();
        try {
            Bench.awaitReady(bench.management);
            bench.measure();
        } finally {
            Bench.stop(bench.service);
            bench.database.close();
        }
    }

    private void measure() throws Exception {
        System.out.printf("%-40s %8s %14s %22s   %s%n", "", "rows", "rows a minute", "CPU a row: service, DB",
                "live heap at 10, 50 and 90 %");
        stream("warm-up", rows("w", FEW), "", false);
        List<byte[]> few = rows("a", FEW);
        List<byte[]> rows = rows("b", many);
        stream("each sent after the answer to the last", few, "", true);
        stream("sent without waiting, a dry run", rows, "?dryRun=true", false);
        stream("sent without waiting", rows, "", false);
        stream("the same again, nothing changes", rows, "", false);
        later("accepted, and done later", rows("c", many));
    }

    /** The rows are made before, so that making them is not measured. */
    private List<byte[]> rows(String name, int count) {
        List<byte[]> rows = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            String salt = base64(16);
            List<Map<String, String>> codes = new ArrayList<>();
            for (int code = 0; code < CODES; code++) {
                codes.add(Map.of("hash", "$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$" + base64(32)));
            }
            String account = "account-" + at % ACCOUNTS;
            try {
                rows.add((Bench.JSON.writeValueAsString(Map.of(
                                        "externalId", name + at,
                                        "email", name + at + "@old.example",
                                        "emailVerified", true,
                                        "accounts",
                                                List.of(Map.of(
                                                        "externalId", account, "name", account, "role", "member")),
                                        "password", Map.of("hash", BCRYPT),
                                        "totp", List.of(Map.of("secret", new Base32().encodeAsString(bytes(20)))),
                                        "recoveryCodes", codes))
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return rows;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String base64(int length) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes(length));
    }

    /** One request whose answer is read while it is sent. */
    private void stream(String what, List<byte[]> rows, String query, boolean waits) throws Exception {
        List<Long> heap = new ArrayList<>();
        Cpu before = cpu();
        long begun = System.nanoTime();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/admin/imports" + query + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + Bench.basic()
                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                            + rows.stream().mapToLong(row -> row.length).sum() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Thread sender = new Thread(() -> send(out, rows));
            if (!waits) {
                sender.start();
            }
            for (int at = 0; at < rows.size(); at++) {
                if (waits) {
                    out.write(rows.get(at));
                }
                String answer = next(in);
                if (!answer.startsWith("{\"line\":" + (at + 1) + ",") || answer.contains("\"failed\"")) {
                    throw new IllegalStateException("row " + at + ": " + answer);
                }
                if (!waits && (at * 10 == rows.size() || at * 2 == rows.size() || at * 10 == rows.size() * 9)) {
                    heap.add(liveHeap());
                }
            }
            report(what, rows.size(), System.nanoTime() - begun, before, heap);
        }
    }

    /** One request whose rows are done after the answer: the time for sending them is counted too. */
    private void later(String what, List<byte[]> rows) throws Exception {
        List<Long> heap = new ArrayList<>();
        Cpu before = cpu();
        long begun = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/admin/imports"))
                .header("Authorization", Bench.basic())
                .header("Content-Type", "application/x-ndjson")
                .header("Prefer", "respond-async")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(rows))
                .build();
        HttpResponse<String> accepted = Bench.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (accepted.statusCode() != 202) {
            throw new IllegalStateException(accepted.statusCode() + " " + accepted.body());
        }
        System.out.printf("%-40s %,8d %14s%n", "  sent", rows.size(), seconds(System.nanoTime() - begun));
        URI progress = base.resolve("/v1/admin/imports/" + Bench.JSON.readTree(accepted.body()).get("id").asText());
        HttpRequest ask = HttpRequest.newBuilder(progress).header("Authorization", Bench.basic()).build();
        JsonNode state = Bench.JSON.createObjectNode();
        while (!state.has("finishedAt")) {
            Thread.sleep(200);
            state = Bench.JSON.readTree(Bench.HTTP.send(ask, HttpResponse.BodyHandlers.ofString()).body());
            int tenths = state.get("line").asInt() * 10 / rows.size();
            if (tenths >= List.of(1, 5, 9, 11).get(heap.size())) {
                heap.add(liveHeap());
            }
        }
        if (state.get("created").asInt() != rows.size()) {
            throw new IllegalStateException(state.toString());
        }
        report(what, rows.size(), System.nanoTime() - begun, before, heap);
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / 1e9);
    }

    /** What two busy cores say less of than the clock: the time that the service and the database have computed. */
    private record Cpu(Duration service, Duration database) {

        String perRow(Cpu before, int rows) {
            return "%.2f ms, %.2f ms".formatted(
                    service.minus(before.service).toNanos() / 1e6 / rows,
                    database.minus(before.database).toNanos() / 1e6 / rows);
        }
    }

    private Cpu cpu() throws Exception {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            ProcessHandle server = ProcessHandle.of(row.getLong(1)).orElseThrow().parent().orElseThrow();
            return new Cpu(
                    time(service.toHandle()),
                    server.children().map(Imports::time).reduce(Duration.ZERO, Duration::plus));
        }
    }

    private static Duration time(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void report(String what, int rows, long nanos, Cpu before, List<Long> heap) throws Exception {
        System.out.printf(
                "%-40s %,8d %,14d %22s   %s%n",
                what,
                rows,
                rows * TimeUnit.MINUTES.toNanos(1) / nanos,
                cpu().perRow(before, rows),
                heap.isEmpty() ? "" : heap.stream().map(mib -> mib + " MiB").toList());
    }

    private static String next(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("{")) {
                return line;
            }
        }
        throw new IllegalStateException("The answer ended");
    }

    private static void send(OutputStream out, List<byte[]> rows) {
        try {
            for (byte[] row : rows) {
                out.write(row);
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is left after a full collection, in MiB. */
    private long liveHeap() throws Exception {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("GC.heap_info has another form");
        }
        return Long.parseLong(used.group(1) == null ? used.group(2) : used.group(1)) / 1024;
    }

    private String jcmd(String command) throws Exception {
        Process asked = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", Long.toString(service.pid()), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return answer;
    }

    private Process start() throws IOException {
        Map<String, String> settings = Bench.settings(base.getPort(), management, Bench.url(database), folder);
        return Bench.start(folder.resolve("service.log"), settings, List.of(HEAP));
    }
}
