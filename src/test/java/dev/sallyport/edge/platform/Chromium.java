package dev.sallyport.edge.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Chromium with one page, driven by its DevTools protocol, whose authenticators are virtual. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([0-9.]+:\\d+)/");
    private static final int PATIENCE_SECONDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an authenticator is like. */
    record Kind(String transport, boolean resident, boolean verifiesUser) {

        /** As in a phone or a laptop. */
        static final Kind PLATFORM = new Kind("internal", true, true);

        /** As on a key ring, without a PIN. */
        static final Kind ROAMING = new Kind("usb", false, false);
    }

    private final Process process;
    private final WebSocket page;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int lastId;

    private Chromium(Process process, URI page) {
        this.process = process;
        this.page = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            Chromium browser = new Chromium(process, page(address(process)));
            browser.send("Page.enable", Map.of());
            browser.send("Page.setBypassCSP", Map.of("enabled", true));
            browser.send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
            browser.send("WebAuthn.enable", Map.of());
            return browser;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static String address(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher found = LISTENING.matcher(line);
            if (found.find()) {
                Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium");
                drain.setDaemon(true);
                drain.start();
                return found.group(1);
            }
            output.append(line).append('\n');
        }
        throw new IllegalStateException("Chromium ended: " + output);
    }

    private static URI page(String address) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                .build();
        JsonNode targets = JSON.readTree(
                HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body());
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IllegalStateException("No page: " + targets);
    }

    /** Opens an address, and defines there what the script defines. */
    void open(String address, String script) {
        send("Page.navigate", Map.of("url", address));
        String here = "location.href === '" + address + "' && document.readyState === 'complete'";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!run(here).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not opened: " + address);
            }
        }
        run(script);
    }

    /** Plugs in an authenticator whose owner agrees to everything, and returns its id. */
    String plugIn(Kind kind) {
        return send(
                        "WebAuthn.addVirtualAuthenticator",
                        Map.of(
                                "options",
                                Map.of(
                                        "protocol", "ctap2",
                                        "transport", kind.transport(),
                                        "hasResidentKey", kind.resident(),
                                        "hasUserVerification", kind.verifiesUser(),
                                        "isUserVerified", kind.verifiesUser(),
                                        "automaticPresenceSimulation", true)))
                .path("authenticatorId")
                .asText();
    }

    void unplug(String authenticator) {
        send("WebAuthn.removeVirtualAuthenticator", Map.of("authenticatorId", authenticator));
    }

    /** The credentials on an authenticator, with their private keys. */
    JsonNode credentials(String authenticator) {
        return send("WebAuthn.getCredentials", Map.of("authenticatorId", authenticator))
                .path("credentials");
    }

    /** Puts a copy of a credential onto an authenticator, whose counter is this. */
    void copy(JsonNode credential, String authenticator, int signCount) {
        ObjectNode copy = credential.deepCopy();
        copy.put("signCount", signCount);
        send("WebAuthn.addCredential", Map.of("authenticatorId", authenticator, "credential", copy));
    }

    /** What an expression of the page comes to, once its promise is kept; for one that is broken, its name in text. */
    JsonNode run(String expression) {
        JsonNode answer = send(
                "Runtime.evaluate",
                Map.of(
                        "expression", expression,
                        "awaitPromise", true,
                        "returnByValue", true,
                        "userGesture", true));
        if (answer.has("exceptionDetails")) {
            JsonNode thrown = answer.at("/exceptionDetails/exception");
            return JSON.createObjectNode()
                    .put("thrown", thrown.path("description").asText(thrown.toString()));
        }
        return answer.at("/result/value");
    }

    private JsonNode send(String method, Map<String, Object> parameters) {
        int id = ++lastId;
        try {
            page.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                    .join();
            while (true) {
                JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer == null || answer.has("error")) {
                    throw new IllegalStateException(method + ": " + answer);
                }
                if (answer.path("id").asInt() == id) {
                    return answer.path("result");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        page.abort();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    answers.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
