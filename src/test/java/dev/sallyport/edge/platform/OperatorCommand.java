package dev.sallyport.edge.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run of {@code deploy/sallyport} as an operator types it, with nothing in its environment but what the test gives.
 */
record OperatorCommand(int code, String out, String err) {

    private static final String SCRIPT =
            Path.of("deploy", "sallyport").toAbsolutePath().toString();

    static OperatorCommand run(Path folder, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(SCRIPT), Stream.of(arguments)).toList())
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|SALLYPORT)_.*|JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(settings);
        ClassArchive.addTo(builder.environment(), folder);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new OperatorCommand(process.waitFor(), out, Files.readString(err));
    }
}
