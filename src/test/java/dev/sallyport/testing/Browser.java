package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, where Debian's Chromium is installed: one page, driven by its DevTools protocol. */
public final class Browser implements AutoCloseable {

    public static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final Process process;
    private final String address;
    private final WebSocket page;
    private final boolean isFirst;
    private int commands;

    private Browser(Process process, String address, JsonNode target, boolean isFirst) throws Exception {
        this.process = process;
        this.address = address;
        this.isFirst = isFirst;
        String socket = target.path("webSocketDebuggerUrl").asText();
        page = http.newWebSocketBuilder()
                .buildAsync(URI.create(socket), new Listener())
                .get();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            command(domain + ".enable", JSON.createObjectNode());
        }
    }

    /** @param profile an empty folder of this browser's own */
    public static Browser open(Path profile, String language) throws Exception {
        Process process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--window-size=900,700",
                        "--accept-lang=" + language,
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            String address = address(process);
            return new Browser(process, address, ask(address, "GET", "/json").get(0), true);
        } catch (Exception failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static JsonNode ask(String address, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    /** Another tab of this browser, which ends with the browser at the latest. */
    public Browser tab() throws Exception {
        return new Browser(process, address, ask(address, "PUT", "/json/new?about:blank"), false);
    }

    private static String address(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return listening.group(1);
            }
        }
        throw new IllegalStateException("The browser ended");
    }

    /** Opens an address and waits until its scripts have run. */
    public void open(String address) throws Exception {
        command("Page.navigate", JSON.createObjectNode().put("url", "about:blank"));
        command("Page.navigate", JSON.createObjectNode().put("url", address));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** Loads the page again, and waits until its scripts have run. */
    public void reload() throws Exception {
        run("window.isOld = true");
        command("Page.reload", JSON.createObjectNode());
        await("document.readyState === 'complete' && window.isOld === undefined");
    }

    /** Waits until an expression is true. */
    public void await(String expression) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(expression).asBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never true: " + expression + "; complaints: " + complaints);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    public String text(String expression) throws Exception {
        return evaluate(expression).asText();
    }

    /**
     * What an expression of the page comes to, once its promise is kept; for a broken one the name, as {@code thrown}.
     */
    public JsonNode run(String expression) throws Exception {
        JsonNode answer = command(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            JsonNode thrown = answer.at("/exceptionDetails/exception");
            return JSON.createObjectNode()
                    .put("thrown", thrown.path("description").asText(thrown.toString()));
        }
        return answer.at("/result/value");
    }

    private JsonNode evaluate(String expression) throws Exception {
        return command("Runtime.evaluate", JSON.createObjectNode().put("expression", expression))
                .path("result")
                .path("value");
    }

    /** What went wrong in the page, in the browser's words: errors of scripts, requests and policies. */
    public List<String> complaints() {
        return complaints;
    }

    public void screenshot(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        JsonNode image = command("Page.captureScreenshot", JSON.createObjectNode());
        Files.write(file, Base64.getDecoder().decode(image.path("data").asText()));
    }

    /** Sends a command of the DevTools protocol, and returns its result. */
    public JsonNode command(String method, ObjectNode parameters) throws Exception {
        ObjectNode command = JSON.createObjectNode().put("id", ++commands).put("method", method);
        command.set("params", parameters);
        page.sendText(command.toString(), true).get();
        while (true) {
            JsonNode message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null || message.has("error")) {
                throw new IllegalStateException(method + ": " + message);
            }
            if (message.path("id").asInt() == commands) {
                return message.path("result");
            }
            note(message);
        }
    }

    private void note(JsonNode event) {
        String method = event.path("method").asText();
        if (method.equals("Runtime.exceptionThrown")
                || method.equals("Log.entryAdded")
                        && event.at("/params/entry/level").asText().equals("error")) {
            complaints.add(event.path("params").toString());
        }
    }

    @Override
    public void close() {
        if (!isFirst) {
            page.sendText("{\"id\": 0, \"method\": \"Page.close\"}", true).join();
            page.abort();
            return;
        }
        page.abort();
        // Its helpers write into the profile as well, which the test is about to remove.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        all.forEach(each ->
                each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** Puts together what comes in parts. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    heard.add(JSON.readTree(message.toString()));
                } catch (IOException notJson) {
                    throw new IllegalStateException(notJson);
                }
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
