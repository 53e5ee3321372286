package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The log of a request")
class RequestLogTest {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            ExtLogRecord copy = ExtLogRecord.wrap(logged);
            copy.copyMdc();
            records.add(copy);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TestHTTPResource
    URL service;

    @BeforeEach
    void listen() {
        ROOT.addHandler(recorder);
    }

    @AfterEach
    void stopListening() {
        ROOT.removeHandler(recorder);
    }

    private RawHttp.Answer get(String path) throws IOException {
        return new RawHttp(service.getPort()).exchange("GET", path, "X-Request-Id: forged");
    }

    private List<ExtLogRecord> of(RawHttp.Answer answer) {
        String id = answer.header("X-Request-Id").orElseThrow();
        return records.stream()
                .filter(logged -> id.equals(logged.getMdc("requestId")))
                .toList();
    }

    @Test
    @DisplayName("holds the id that the answer holds, from a worker thread and from the event loop")
    void threads() throws IOException {
        for (String path : List.of("/v1/test/worker", "/v1/test/event-loop")) {
            RawHttp.Answer answer = get(path);
            assertThat(answer.text()).doesNotContain("forged");
            assertThat(answer.body())
                    .contains("\"requestId\":\"" + answer.header("X-Request-Id").orElseThrow() + "\"");
            assertThat(of(answer)).extracting(ExtLogRecord::getMessage).contains("served");
        }
        assertThat(get("/v1/test/worker").body()).contains("executor-thread");
        assertThat(get("/v1/test/event-loop").body()).contains("vert.x-eventloop-thread");
    }

    @Test
    @DisplayName("[LOGS-06] holds one stack of an unexpected failure, and the answer nothing of it")
    void fault() throws IOException {
        RawHttp.Answer answer = get("/v1/test/fault");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("a secret from a library");
        assertThat(of(answer)).hasSize(1);
        assertThat(of(answer).get(0).getThrown()).isInstanceOf(IllegalStateException.class);
        assertThat(of(answer)).filteredOn(logged -> logged.getThrown() != null).hasSize(1);
    }

    @Test
    @DisplayName("[LOGS-06] holds one line and no stack of an unavailable database")
    void outage() throws IOException {
        RawHttp.Answer answer = get("/v1/test/outage");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(of(answer)).hasSize(1);
        assertThat(of(answer).get(0).getThrown()).isNull();
        assertThat(of(answer).get(0).getLevel().intValue()).isEqualTo(Level.WARNING.intValue());
        assertThat(of(answer).get(0).getMessage()).contains("unavailable").doesNotContain("db.internal");
    }

    @Test
    @DisplayName("holds nothing of a refusal")
    void refusal() throws IOException {
        assertThat(of(get("/v1/test/refusal"))).isEmpty();
        assertThat(of(get("/v1/test/client"))).isEmpty();
    }
}
