package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tests send, compared with what REST Assured would send. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QuickRequestTest {

    private static final String BODY = "{\"name\":\"\u00e9\",\"items\":[{\"id\":1},{\"id\":null},{}],\"ratio\":0.5}";

    private static final String ANSWER = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-A: 1\r\n"
            + "Set-Cookie: a=b; Path=/; HttpOnly\r\nSet-Cookie: c=d; Path=/\r\nContent-Length: "
            + BODY.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + BODY;

    private static final BlockingQueue<String> RECEIVED = new LinkedBlockingQueue<>();
    private static ServerSocket server;
    private static int portBefore;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        portBefore = RestAssured.port;
        RestAssured.port = server.getLocalPort();
        onItsOwnThread(() -> {
            while (true) {
                Socket socket = server.accept();
                onItsOwnThread(() -> serve(socket));
            }
        });
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        RestAssured.port = portBefore;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void onItsOwnThread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream input = socket.getInputStream();
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            int missing = 0;
            for (int next = input.read(); next >= 0; next = input.read()) {
                request.write(next);
                String text = request.toString(StandardCharsets.ISO_8859_1);
                if (missing == 0 && text.endsWith("\r\n\r\n")) {
                    missing = 1 + length(text);
                }
                if (missing > 0 && --missing == 0) {
                    RECEIVED.add(request.toString(StandardCharsets.UTF_8));
                    String answer =
                            text.startsWith("HEAD ") ? ANSWER.substring(0, ANSWER.length() - BODY.length()) : ANSWER;
                    request.reset();
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static int length(String head) {
        return Arrays.stream(head.split("\r\n"))
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .sum();
    }

    private static Response send(RequestSpecification request, Function<RequestSpecification, Response> call) {
        return call.apply(request);
    }

    private static List<String> sorted(String request) {
        String[] parts = request.split("\r\n\r\n", -1);
        return Stream.concat(Arrays.stream(parts[0].split("\r\n")).sorted(), Stream.of(parts[1]))
                .toList();
    }

    private static List<String> received() {
        try {
            return sorted(RECEIVED.poll(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Function<RequestSpecification, Response>> requests() {
        return Stream.of(
                request -> request.get("/v1/test/x"),
                request -> request.contentType(ContentType.JSON).get("/v1/test/x?y=1&z=abc"),
                request -> request.contentType(ContentType.JSON)
                        .header("User-Agent", "B")
                        .body(Map.of("a", "\u00e9 \"x"))
                        .post("/v1/test/x"),
                request -> request.contentType("application/json")
                        .header("A", "1")
                        .header("A", "2")
                        .body("{\"a\":\"\u00e9\"}")
                        .put("/v1/test/{id}/{other}", 7, "y"),
                request -> request.contentType(ContentType.JSON)
                        .body("x".getBytes(StandardCharsets.US_ASCII))
                        .patch("/v1/test/x"),
                request -> request.contentType(ContentType.JSON).post("/v1/test/x"),
                request -> request.contentType(ContentType.JSON).request("DELETE", "/v1/test/x"),
                request -> request.contentType(ContentType.JSON).request("OPTIONS", "/v1/test/x"),
                request -> request.contentType(ContentType.JSON).request("HEAD", "/v1/test/x"),
                request -> request.header("A", "").header("Authorization", "").get("/v1/test/x"),
                request -> request.queryParam("q", "a b+~*:@/\u00e9").get("/v1/test/x"),
                request -> request.urlEncodingEnabled(false).get("/v1/test/%25zz/%C3%a9x?a=%00&a=b&%00"),
                request -> request.urlEncodingEnabled(false).get("/v1/test/x?a=" + "a".repeat(3_000)),
                request -> request.contentType(ContentType.JSON)
                        .urlEncodingEnabled(false)
                        .body("{}")
                        .request("PATCH", "/v1/test/{id}?x=1&y=%7b", 7),
                request -> request.config(Api.FORMS)
                        .contentType(ContentType.URLENC)
                        .formParams(Map.of("a", "\u00e9 x+*~/"))
                        .post("/v1/test/x"),
                request -> request.config(Api.FORMS)
                        .contentType("application/x-www-form-urlencoded")
                        .body("a=\u00e9")
                        .post("/v1/test/x"),
                // and what is handed over
                request -> request.post("/v1/test/x"),
                request -> request.get("/v1/test/{id}", "a b"),
                request -> request.urlEncodingEnabled(false).get("/v1/test/*/;a=b"),
                request ->
                        request.urlEncodingEnabled(false).queryParam("q", "%20").get("/v1/test/x"),
                request ->
                        request.queryParam("q", "%20").urlEncodingEnabled(false).get("/v1/test/x"),
                request -> request.header("A", "").get("/v1/test//x/../y"),
                request -> request.accept("text/html").cookie("a", "b").get("/v1/test/x"),
                request -> request.auth().preemptive().basic("a", "b").get("/v1/test/x"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    @DisplayName("a request of the tests is the one that REST Assured would send")
    void the_same_is_sent(Function<RequestSpecification, Response> call) {
        send(RestAssured.given(), call);
        List<String> expected = received();
        send(QuickRequest.quick(), call);

        assertThat(received()).isEqualTo(expected);
    }

    @Test
    @DisplayName("an answer reads as that of REST Assured does")
    void the_same_is_read() {
        Response expected = RestAssured.given().get("/v1/test/x");
        Response answer = QuickRequest.quick().get("/v1/test/x");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.asString()).isEqualTo(expected.asString());
        assertThat(answer.headers().asList()).isEqualTo(expected.headers().asList());
        assertThat(answer.cookies()).isEqualTo(expected.cookies()).hasSize(2);
        assertThat(answer.detailedCookie("a")).isEqualTo(expected.detailedCookie("a"));
        assertThat(answer.contentType()).isEqualTo(expected.contentType());
        for (String path : List.of("name", "items", "items.id", "items[0].id", "items[2]", "nothing", "ratio")) {
            Object read = answer.path(path);
            Object readByPath = answer.jsonPath().get(path);
            Object asExpected = expected.path(path);
            assertThat(read).as(path).isEqualTo(asExpected);
            assertThat(readByPath).as(path).isEqualTo(asExpected);
        }
        assertThat(answer.jsonPath().getString("items[0].id")).isEqualTo("1");
    }

    @Test
    @DisplayName("an expectation that is not met fails, of the status, a header and the body")
    void what_differs_fails() {
        for (Function<Response, ?> wrong : List.<Function<Response, ?>>of(
                answer -> answer.then().statusCode(200),
                answer -> answer.then().statusCode(201).header("X-A", "2"),
                answer -> answer.then().statusCode(201).header("X-A", "1").body("name", is("e")),
                answer -> answer.then().body("items.id", hasItem(2)))) {
            Response answer = QuickRequest.quick().get("/v1/test/x");
            assertThatThrownBy(() -> wrong.apply(answer)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    @DisplayName("[DOCS-01] an answer that is not in the contract fails")
    void answers_are_judged() {
        assertThatThrownBy(() -> QuickRequest.quick().get("/v1/nowhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("GET /v1/nowhere: 201 application/json: ");
    }
}
