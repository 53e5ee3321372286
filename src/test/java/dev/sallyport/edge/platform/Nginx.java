package dev.sallyport.edge.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real nginx with a folder of its own, for as long as a test needs it. */
final class Nginx implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    private final Process process;
    private final int port;
    private final Path log;

    private Nginx(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** The lines of its log with these words. */
    List<String> logged(String words) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(words)).toList();
        }
    }

    /** Where a path is, behind this proxy. */
    String address(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Started, and taking connections at the port. {@code site} is what stands within {@code http}. */
    static Nginx start(Path home, int port, String site) throws IOException {
        Files.createDirectories(home);
        String main = """
                user root;
                daemon off;
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    %s
                }
                """.formatted(site);
        Path configuration = Files.writeString(home.resolve("nginx.conf"), main);
        Path log = home.resolve("nginx.log");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-p", home.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitPort(process, port);
        return new Nginx(process, port, log);
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
        throw new IllegalStateException("nginx does not listen at port " + port);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
