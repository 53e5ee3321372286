package dev.sallyport.edge.platform;

import dev.sallyport.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real PgBouncer in transaction mode, in front of one database. */
final class PgBouncer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    int port() {
        return port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Started, and taking connections to a database, with so few to its server that transactions share them. */
    static PgBouncer start(Path home, int server, String database) throws IOException {
        int port = Ports.free();
        Files.createDirectories(home);
        Path configuration = Files.writeString(home.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=%s user=postgres password=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                ignore_startup_parameters = extra_float_digits, options
                """.formatted(server, database, port));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it refuses to run as root
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("pgbouncer.log").toFile())
                .start();
        awaitPort(process, port);
        return new PgBouncer(process, port);
    }

    private static void awaitPort(Process process, int port) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); System.nanoTime() < end; ) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        process.destroy();
        throw new IllegalStateException("PgBouncer does not listen at port " + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
