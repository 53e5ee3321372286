package dev.sallyport.edge.platform;

import dev.sallyport.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Caddy with the configuration that we publish, and a folder of its own, for as long as a test needs it. */
final class Caddy implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/caddy");

    private final Process process;
    private final int applicationPort;
    private final int servicePort;

    private Caddy(Process process, int applicationPort, int servicePort) {
        this.process = process;
        this.applicationPort = applicationPort;
        this.servicePort = servicePort;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Where a path of the guarded application is. */
    String application(String path) {
        return "http://127.0.0.1:" + applicationPort + path;
    }

    /** Where a path of the service is, by TLS. */
    String service(String path) {
        return "https://127.0.0.1:" + servicePort + path;
    }

    /** Started, with a certificate that it makes itself. */
    static Caddy start(Path home, String service, int backendPort) throws IOException {
        Files.createDirectories(home);
        int application = Ports.free();
        int tls = Ports.free();
        String published = Files.readString(Path.of("deploy", "caddy", "Caddyfile"))
                .replace("\nauth.example.org {", "\nhttps://127.0.0.1:" + tls + " {\n\ttls internal")
                .replace("\napp.example.org {", "\nhttp://127.0.0.1:" + application + " {")
                .replace("sallyport:8080", service)
                .replace("backend:8080", "127.0.0.1:" + backendPort);
        String options = """
                {
                	admin off
                	auto_https disable_redirects
                	skip_install_trust
                	storage file_system %s
                }
                """.formatted(home);
        Path configuration = Files.writeString(home.resolve("Caddyfile"), options + published);
        ProcessBuilder builder = new ProcessBuilder(
                        PROGRAM.toString(), "run", "--adapter", "caddyfile", "--config", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("caddy.log").toFile());
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        awaitPort(process, application, home);
        awaitPort(process, tls, home);
        return new Caddy(process, application, tls);
    }

    private static void awaitPort(Process process, int port, Path home) throws IOException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                System.nanoTime() < end && process.isAlive(); ) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
        process.destroy();
        throw new IllegalStateException(Files.readString(home.resolve("caddy.log")));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
