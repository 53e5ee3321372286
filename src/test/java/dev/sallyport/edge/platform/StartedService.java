package dev.sallyport.edge.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, with nothing in its environment but what the test gives it. */
final class StartedService implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("Management interface listening on http://[^:]+:(\\d+)");

    static final Path PROGRAM =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    private static final Pattern API = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private static final Pattern EMBEDDED = Pattern.compile("embedded PostgreSQL \\d+ on port (\\d+)");

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended;

    private StartedService(Process process) {
        this.process = process;
        // Not the common pool: on two cores it has one thread, and that would read one service only.
        this.ended = CompletableFuture.runAsync(this::read, StartedService::onItsOwnThread);
    }

    private static void onItsOwnThread(Runnable reader) {
        Thread thread = new Thread(reader, "started-service");
        thread.setDaemon(true);
        thread.start();
    }

    static StartedService start(Path workingFolder, Map<String, String> environment) {
        return start(workingFolder, environment, ClassArchive.options());
    }

    /** Started with these options of the JVM in addition to the usual ones. */
    static StartedService start(Path workingFolder, Map<String, String> environment, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-Xmn96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-jar", PROGRAM.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("SALLYPORT_"));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT", "0", "QUARKUS_MANAGEMENT_PORT", "0", "QUARKUS_SHUTDOWN_DELAY", "PT0S"));
        builder.environment().putAll(environment);
        try {
            return new StartedService(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (LISTENING.matcher(line).find()) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        ready.completeExceptionally(new IllegalStateException("The service ended: " + output));
    }

    StartedService untilReady() {
        ready.orTimeout(180, TimeUnit.SECONDS).join();
        return this;
    }

    /** Waits for the end, and answers the exit code. */
    int untilEnded() {
        ended.orTimeout(180, TimeUnit.SECONDS).join();
        return process.onExit().join().exitValue();
    }

    String output() {
        return output.toString();
    }

    int databasePort() {
        return Integer.parseInt(found(EMBEDDED));
    }

    int apiPort() {
        return Integer.parseInt(found(API));
    }

    int healthStatus() throws IOException, InterruptedException {
        return healthStatus("");
    }

    int healthStatus(String question) throws IOException, InterruptedException {
        return health(question).statusCode();
    }

    HttpResponse<String> health(String question) throws IOException, InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + found(LISTENING) + "/q/health" + question);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
    }

    int managementPort() {
        return Integer.parseInt(found(LISTENING));
    }

    String commandLine() {
        return process.info().commandLine().orElseThrow();
    }

    private String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("Not in the log: " + pattern + "\n" + output);
        }
        return matcher.group(1);
    }

    void kill() {
        process.destroyForcibly();
        untilEnded();
    }

    /** Asks it to stop, as a service manager does. */
    void askToStop() {
        process.destroy();
    }

    /** The same, and waits until it has. */
    @Override
    public void close() {
        askToStop();
        untilEnded();
    }
}
