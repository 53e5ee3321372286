package dev.sallyport.edge.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that prints its address when it is ready, for as long as a test needs it. */
final class StartedProgram implements AutoCloseable {

    private final Process process;
    private final String address;
    private final StringBuffer output;

    private StartedProgram(Process process, String address, StringBuffer output) {
        this.process = process;
        this.address = address;
        this.output = output;
    }

    static StartedProgram start(Path program, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.toAbsolutePath().toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        StringBuffer output = new StringBuffer();
        CompletableFuture<String> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, output, ready), "started-program");
        reader.setDaemon(true);
        reader.start();
        try {
            return new StartedProgram(
                    process, ready.orTimeout(60, TimeUnit.SECONDS).join(), output);
        } catch (CompletionException notReady) {
            end(process);
            throw notReady;
        }
    }

    private static void read(Process process, StringBuffer output, CompletableFuture<String> ready) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("http://")) {
                    ready.complete(line);
                }
            }
        } catch (IOException e) {
            output.append(e);
        }
        ready.completeExceptionally(new IllegalStateException("The program ended: " + output));
    }

    /** Where a path is, at this program. */
    String address(String path) {
        return address + path;
    }

    String output() {
        return output.toString();
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        Stream<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants());
        all.toList().forEach(ProcessHandle::destroy);
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
