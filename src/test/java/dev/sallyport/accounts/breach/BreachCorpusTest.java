package dev.sallyport.accounts.breach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BreachCorpusTest {

    private static final List<String> KNOWN =
            IntStream.range(0, 3000).mapToObj(n -> hash("known " + n)).sorted().toList();

    @TempDir
    Path folder;

    private static String hash(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private BreachFile file(String text) throws IOException {
        return new BreachFile(Files.writeString(folder.resolve("list.txt"), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    @DisplayName("[AUTH-11] each hash of a file is found, the first and the last too, and no other one")
    void a_file(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < KNOWN.size(); n++) {
            text.append(KNOWN.get(n)).append(':').append(n + 1).append(end);
        }
        BreachFile list = file(text.toString());
        for (String known : KNOWN) {
            assertThat(list.contains(known)).as(known).isTrue();
        }
        for (int n = 0; n < KNOWN.size(); n++) {
            assertThat(list.contains(hash("unknown " + n))).isFalse();
        }
        assertThat(list.contains("0".repeat(40))).isFalse();
        assertThat(list.contains("F".repeat(40))).isFalse();
    }

    @Test
    @DisplayName("[AUTH-11] a short file, one without counts or a last end of line, and an empty one")
    void short_files() throws IOException {
        assertThat(file(KNOWN.get(0) + ":7").contains(KNOWN.get(0))).isTrue();
        assertThat(file(KNOWN.get(0) + "\n" + KNOWN.get(1)).contains(KNOWN.get(1)))
                .isTrue();
        assertThat(file("").contains(KNOWN.get(0))).isFalse();
    }

    @Test
    @DisplayName("[AUTH-11] a list in lower case is found too")
    void a_file_in_lower_case() throws IOException {
        BreachFile list = file(String.join("\n", KNOWN).toLowerCase(java.util.Locale.ROOT));
        assertThat(KNOWN).allSatisfy(known -> assertThat(list.contains(known)).isTrue());
    }

    @Test
    void a_file_that_is_no_list_or_is_not_there() throws IOException {
        BreachFile list = file("x".repeat(10_000));
        assertThatThrownBy(() -> list.contains(KNOWN.get(0))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new BreachFile(folder.resolve("none")).contains(KNOWN.get(0)))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("[AUTH-11] a folder has a file for each five digits")
    void a_folder() throws IOException {
        String known = KNOWN.get(5);
        Files.writeString(
                folder.resolve(known.substring(0, 5) + ".txt"), "0".repeat(35) + ":9\n" + known.substring(5) + ":2\n");
        BreachFolder list = new BreachFolder(folder);
        assertThat(list.contains(known)).isTrue();
        assertThat(list.contains(known.substring(0, 39) + (known.endsWith("0") ? "1" : "0")))
                .isFalse();
        assertThatThrownBy(() -> list.contains("ABCDE" + known.substring(5))).isInstanceOf(IOException.class);
        Files.write(folder.resolve("ABCDE.txt"), new byte[] {'0', '\n', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> list.contains("ABCDE" + known.substring(5)))
                .as("a file that is no list")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("[AUTH-11] a server learns five digits, and what only fills its answer up is no hash")
    void a_mirror() throws IOException {
        String known = KNOWN.get(7);
        String filling = known.substring(0, 5) + "F".repeat(35);
        List<String> asked = new ArrayList<>();
        try (Mirror mirror = new Mirror(exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Add-Padding"));
            String answer = known.substring(5) + ":31\r\n" + "F".repeat(35) + ":0\r\n";
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        })) {
            BreachMirror list = new BreachMirror(mirror.address());
            assertThat(list.contains(known)).isTrue();
            assertThat(list.contains(filling)).isFalse();
            assertThat(asked)
                    .containsOnly("/range/" + known.substring(0, 5) + " true")
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName("[AUTH-11] a malformed answer, a redirect, an endless answer, and silence are not accepted")
    void a_mirror_in_trouble() throws IOException {
        List<Answer> troubles = List.of(
                exchange -> {
                    exchange.sendResponseHeaders(500, -1);
                    exchange.close();
                },
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/range/00000");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] some = new byte[64 * 1024];
                    for (int n = 0; n < 64; n++) {
                        exchange.getResponseBody().write(some);
                    }
                    exchange.close();
                },
                exchange -> {}); // and never answers
        for (Answer trouble : troubles) {
            try (Mirror mirror = new Mirror(trouble)) {
                BreachMirror list = new BreachMirror(mirror.address());
                assertThatThrownBy(() -> list.contains(KNOWN.get(0))).isInstanceOf(IOException.class);
            }
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** A server with a list, on a port of its own. */
    private static final class Mirror implements AutoCloseable {

        private final HttpServer server;

        Mirror(Answer answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/range/", answer::to);
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/range/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
