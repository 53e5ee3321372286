package dev.sallyport.edge.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The kit of the backend guide, compiled once for all tests of the JVM. */
public final class TokenKit implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The last line that {@code serve} prints. */
    private static final String SERVING = "serving";

    private static @Nullable Path compiled;

    private final Process process;
    private final List<Token> tokens = new ArrayList<>();

    /** A token of the kit, and where it is to be accepted: {@code nowhere}, {@code one_factor}, {@code everywhere}. */
    public record Token(String name, String accept, String text) {

        public boolean isGood() {
            return !accept.equals("nowhere");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private TokenKit(Process process) {
        this.process = process;
    }

    /** The tokens alone. */
    public static List<Token> tokens(String... properties) throws IOException {
        try (TokenKit kit = start(List.of(properties), "list")) {
            return kit.tokens;
        }
    }

    /** The tokens, and their keys at {@code port} until it is closed. */
    static TokenKit serving(int port) throws IOException {
        return start(List.of("-Dport=" + port), "serve");
    }

    private static TokenKit start(List<String> properties, String command) throws IOException {
        TokenKit kit = new TokenKit(process(properties, command));
        BufferedReader lines = kit.process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode read = JSON.readTree(line);
            if (read.has(SERVING)) {
                break;
            }
            kit.tokens.add(new Token(
                    read.path("name").asText(),
                    read.path("accept").asText(),
                    read.path("token").asText()));
        }
        return kit;
    }

    /** What the check of a backend printed, and its exit code at the end. */
    static String checked(int port, String... addresses) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("check"));
        arguments.addAll(Arrays.asList(addresses));
        Process check = process(List.of("-Dport=" + port), arguments.toArray(new String[0]));
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + check.waitFor();
    }

    private static Process process(List<String> properties, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(properties);
        command.addAll(List.of("-cp", compiled().toString(), "TokenKit"));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static synchronized Path compiled() throws IOException {
        if (compiled == null) {
            compiled = Files.createTempDirectory("token-kit");
            int failed = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-proc:none", "-d", compiled.toString(), "src/kit/TokenKit.java");
            if (failed != 0) {
                throw new IllegalStateException("The kit does not compile");
            }
        }
        return compiled;
    }

    List<Token> tokens() {
        return tokens;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
