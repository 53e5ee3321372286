package dev.sallyport.edge.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A shell that a reader of the documents types into: variables and functions live from one command to the next. */
final class Terminal implements AutoCloseable {

    /** What a block printed, and the exit status of its last command. */
    record Result(String output, int status) {}

    private static final String END = "--- end of block, status ";

    private final Process shell;
    private final Writer input;
    private final BufferedReader output;
    private final Path errors;

    Terminal(Path folder, Path programs) throws IOException {
        errors = programs.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "--noprofile")
                .directory(folder.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("SALLYPORT_"));
        ClassArchive.addTo(builder.environment(), programs);
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        shell = builder.start();
        input = shell.outputWriter();
        output = shell.inputReader();
    }

    Result run(String commands) throws IOException {
        input.write(commands + "\nprintf '\\n%s%s\\n' '" + END + "' \"$?\"\n");
        input.flush();
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(END)) {
                return new Result(printed.toString().strip(), Integer.parseInt(line.substring(END.length())));
            }
            printed.append(line).append('\n');
        }
        throw new IllegalStateException("The shell ended: " + errors());
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        input.close();
        try {
            if (!shell.waitFor(10, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
