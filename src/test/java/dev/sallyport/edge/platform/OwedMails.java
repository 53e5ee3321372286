package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.testing.Ports;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** People who wait for a code by mail while the mail server says nothing and the service is killed. */
final class OwedMails implements AutoCloseable {

    private static final int PEOPLE = 4;
    private static final String PASSWORD = "tulip anvil 42 meridian";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}([0-9]{6})\\s*$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerSocket silent;
    private final String client;

    /** The challenge of each, by email. */
    private final Map<String, String> challenges = new LinkedHashMap<>();

    /** @param client id and secret of one that may create accounts, as in Basic authentication */
    OwedMails(String client) throws IOException {
        this.client = client;
        silent = new ServerSocket(Ports.free(), 50, InetAddress.getByName("127.0.0.1"));
    }

    Map<String, String> settings() {
        return Map.of(
                "QUARKUS_MAILER_HOST", "127.0.0.1",
                "QUARKUS_MAILER_PORT", Integer.toString(silent.getLocalPort()),
                "QUARKUS_MAILER_START_TLS", "DISABLED");
    }

    /** Each is answered at once, whatever becomes of the mail. */
    void signIn(int apiPort) throws Exception {
        for (int number = 0; number < PEOPLE; number++) {
            String email = "user" + number + "@example.org";
            post(
                    at(apiPort, "/v1/accounts"),
                    "{\"name\": \"Acme\", \"owner\": {\"email\": \"%s\", \"password\": \"%s\"}}"
                            .formatted(email, PASSWORD),
                    201);
            JsonNode answer = post(
                    at(apiPort, "/v1/sign-in"),
                    "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD),
                    200);
            challenges.put(email, answer.path("challengeToken").asText());
        }
    }

    /** With the mail server up again, everybody gets the code, and gets in by it. */
    void arrive(int apiPort) throws Exception {
        int port = silent.getLocalPort();
        silent.close();
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(20_000);
        GreenMail server = new GreenMail(setup);
        server.start();
        try {
            assertThat(server.waitForIncomingEmail(PATIENCE_MILLIS, PEOPLE)).isTrue();
            for (MimeMessage mail : server.getReceivedMessages()) {
                String email = mail.getAllRecipients()[0].toString();
                post(
                        at(apiPort, "/v1/sign-in/verify"),
                        "{\"challengeToken\": \"%s\", \"method\": \"email_code\", \"code\": \"%s\"}"
                                .formatted(challenges.remove(email), code(mail)),
                        200);
            }
            assertThat(challenges).isEmpty();
        } finally {
            server.stop();
        }
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String code(MimeMessage mail) throws Exception {
        jakarta.mail.Multipart parts = (jakarta.mail.Multipart) mail.getContent();
        Matcher code = CODE.matcher(((String) parts.getBodyPart(0).getContent()).replace("\r\n", "\n"));
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private JsonNode post(URI target, String body, int status) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (target.getPath().equals("/v1/accounts")) {
            request.header("Authorization", "Basic " + basic);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() throws IOException {
        silent.close();
    }
}
