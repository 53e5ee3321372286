package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.edge.http.RawHttp;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.SlowTest;
import dev.sallyport.testing.TotpApp;
import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of traces receives of the packaged service. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SlowTest
class TracesIT {

    private static final String EMAIL = "grace.hopper@example.org";
    private static final String PASSWORD = "tulip anvil 42 meridian";
    private static final String NAMED_CALLER = "127.0.0.2";
    private static final Pattern CODE = Pattern.compile("(?m)^ {4}([0-9]{6})\\s*$");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Written down here once more: an attribute that is added to the list has to be thought of twice. */
    private static final Set<String> LISTED = Set.of(
            "http.request.method",
            "http.response.status_code",
            "http.route",
            "url.scheme",
            "error.type",
            "db.system",
            "db.system.name",
            "db.operation",
            "db.operation.name",
            "db.sql.table",
            "db.collection.name",
            "sallyport.mail.kind",
            "sallyport.outcome");

    @TempDir
    static Path folder;

    private static TraceCollector collector;
    private static StartedService service;

    /** What the main flow held that no span may have. */
    private static List<String> secrets;

    @BeforeAll
    static void start() throws Exception {
        collector = new TraceCollector();
        service = StartedService.start(
                        folder,
                        Map.ofEntries(
                                Map.entry("SALLYPORT_TRACES_ENDPOINT", collector.address()),
                                Map.entry("SALLYPORT_TRACES_HEADERS", "x-collector-key=of-the-test"),
                                Map.entry("SALLYPORT_TRACES_CALLERS", NAMED_CALLER),
                                Map.entry("SALLYPORT_BREACHED_PASSWORDS_MIRROR", collector.address() + "/range/"),
                                Map.entry("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "PT0.1S"),
                                Map.entry("QUARKUS_LOG_FILE_ENABLED", "true"),
                                Map.entry(
                                        "QUARKUS_LOG_FILE_PATH",
                                        folder.resolve("log.json").toString()),
                                Map.entry("QUARKUS_LOG_FILE_JSON_ENABLED", "true")))
                .untilReady();
        RestAssured.baseURI = "http://127.0.0.1";
        RestAssured.port = service.apiPort();
        secrets = mainFlow();
    }

    @AfterAll
    static void stop() {
        service.close();
        collector.close();
    }

    /** Sign-up, set-up of an app, and a sign-in with it; and a path that nothing has. */
    private static List<String> mainFlow() throws Exception {
        String body = "{\"name\":\"Acme\",\"owner\":{\"email\":\"%s\",\"password\":\"%s\"}}".formatted(EMAIL, PASSWORD);
        Api.json().body(body).post("/v1/accounts").then().statusCode(201);
        String opened = Api.read(Api.signIn(EMAIL, PASSWORD, null))
                .path("challengeToken")
                .asText();
        String code = mailedCode();
        JsonNode first = Api.read(Api.verify(opened, "email_code", code).statusCode(200));
        JsonNode app =
                Api.read(Api.startEnrollment(first.path("accessToken").asText()).statusCode(201));
        TotpApp phone = new TotpApp(app.path("secret").asText());
        Api.confirm(first.path("accessToken").asText(), app.path("id").asText(), phone.codeAt(Instant.now()))
                .statusCode(200);
        String next = Api.read(Api.signIn(EMAIL, PASSWORD, null))
                .path("challengeToken")
                .asText();
        JsonNode again =
                Api.read(Api.verify(next, "totp", phone.codeAt(Instant.now().plusSeconds(30)))
                        .statusCode(200));
        String token = again.path("accessToken").asText();
        Api.session(token).statusCode(200);
        RestAssured.get("/v1/people/" + EMAIL + "?token=" + token).then().statusCode(404);
        return List.of(
                EMAIL,
                "grace.hopper",
                PASSWORD,
                opened,
                code,
                next,
                token,
                app.path("id").asText(),
                app.path("secret").asText(),
                userId(token),
                "Mozilla",
                "127.0.0.1",
                "select ");
    }

    private static String userId(String token) throws IOException {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JSON.readTree(claims).path("sub").asText();
    }

    private static String mailedCode() {
        for (int look = 0; look < 400; look++) {
            Matcher code = CODE.matcher(service.output());
            if (code.find()) {
                return code.group(1);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("No mail: " + service.output());
    }

    private static Span signIn() {
        collector.await(span -> span.getName().equals("mail"));
        return collector.await(span -> span.getName().equals("POST /v1/sign-in"));
    }

    @Test
    @DisplayName("[LOGS-13] a sign-in is one trace, with a span for each of its steps and for the mail that it causes")
    void a_sign_in_is_one_trace() {
        Span request = signIn();
        List<Span> trace = collector.traceOf(request);
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(request.getParentSpanId().isEmpty()).isTrue();
        Span mail = only(trace, "mail");
        assertThat(only(trace, "hashing queue").getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(only(trace, "password hash").getParentSpanId()).isEqualTo(request.getSpanId());
        // The challenge is inserted by the same message, which has one span, named after its first statement.
        assertThat(only(trace, "INSERT postgres.audit_event").getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(mail.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(only(trace, "mail server").getParentSpanId()).isEqualTo(mail.getSpanId());
        assertThat(only(trace, "UPDATE postgres.mail_outbox").getParentSpanId()).isEqualTo(mail.getSpanId());
        assertThat(names(collector.spans()))
                .contains("breached passwords", "POST /v1/me/authenticators/{id}/confirm", "DataSource.getConnection");
        assertThat(collector.headersOfOthers()).isNotEmpty().noneMatch("traceparent"::equalsIgnoreCase);
        assertThat(collector.keys()).containsOnly("of-the-test");
    }

    private static List<String> names(List<Span> spans) {
        return TraceCollector.names(spans);
    }

    private static Span only(List<Span> trace, String name) {
        List<Span> found =
                trace.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name + " among " + names(trace)).hasSize(1);
        return found.get(0);
    }

    @Test
    @DisplayName(
            "[LOGS-01] [LOGS-13] no span of the main flow has anything of a person, or an attribute that is not on the list")
    void no_span_has_anything_of_a_person() {
        signIn();
        collector.await(span -> span.getName().equals("GET /v1/session"));
        List<Span> spans = collector.spans();
        assertThat(spans).hasSizeGreaterThan(50).allSatisfy(span -> {
            assertThat(LISTED).as(span.getName()).containsAll(TraceCollector.attributes(span));
            assertThat(span.getEventsList()).as(span.getName()).isEmpty();
            assertThat(span.getLinksList()).as(span.getName()).isEmpty();
            assertThat(span.getStatus().getMessage()).as(span.getName()).isEmpty();
            assertThat(span.getTraceState()).as(span.getName()).isEmpty();
        });
        assertThat(secrets)
                .hasSizeGreaterThan(10)
                .allSatisfy(secret -> assertThat(collector.text()).doesNotContain(secret));
    }

    @Test
    @DisplayName("[LOGS-13] a caller who is named continues its trace, and no other does")
    void a_named_caller_continues_its_trace_and_no_other_does() throws IOException {
        String ofNamed = "0af7651916cd43dd8448eb211c80319c";
        String ofOther = "1af7651916cd43dd8448eb211c80319c";
        String ofNamedWithout = "2af7651916cd43dd8448eb211c80319c";
        ask("127.0.0.1", ofOther, "01");
        ask(NAMED_CALLER, ofNamedWithout, "00");
        ask(NAMED_CALLER, ofNamed, "01");
        collector.await(span -> TraceCollector.traceId(span).equals(ofNamed));
        assertThat(collector.spans()).extracting(TraceCollector::traceId).doesNotContain(ofOther, ofNamedWithout);
    }

    private static void ask(String from, String trace, String flags) throws IOException {
        String request = "GET /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "tracestate: vendor=ada\r\ntraceparent: 00-" + trace + "-b7ad6b7169203331-" + flags + "\r\n\r\n";
        assertThat(new RawHttp(service.apiPort(), from).send(request).status()).isEqualTo(401);
    }

    @Test
    void lines_of_the_log_name_the_trace() throws IOException {
        String trace = TraceCollector.traceId(signIn());
        assertThat(service.output().lines())
                .anyMatch(line ->
                        line.contains("[traceId=" + trace + " spanId=") && line.contains("authn_challenge_opened"));
        assertThat(Files.readAllLines(folder.resolve("log.json")).stream().map(TracesIT::context))
                .anyMatch(context -> context.path("traceId").asText().equals(trace)
                        && context.path("event").asText().equals("authn_challenge_opened")
                        && !context.path("spanId").asText().isEmpty()
                        && !context.path("requestId").asText().isEmpty());
    }

    private static JsonNode context(String line) {
        try {
            return JSON.readTree(line).path("mdc");
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
