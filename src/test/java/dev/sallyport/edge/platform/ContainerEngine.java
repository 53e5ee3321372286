package dev.sallyport.edge.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Podman or Docker, whichever is installed. */
final class ContainerEngine {

    private static final Path RUNC = Path.of("/usr/sbin/runc");

    private final Path program;

    private ContainerEngine(Path program) {
        this.program = program;
    }

    static Optional<ContainerEngine> installed() {
        return Stream.of("/usr/bin/podman", "/usr/bin/docker")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(ContainerEngine::new);
    }

    /** What a command printed, and how it ended. */
    record Result(int code, String output) {}

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (isPodman() && Files.isExecutable(RUNC)) {
            command.addAll(List.of("--runtime", RUNC.toString()));
        }
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    boolean isPodman() {
        return program.endsWith("podman");
    }
}
