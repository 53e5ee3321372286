package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trail as logs by OTLP, with collectors that behave and that do not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogsReceiverTest {

    private LogsCollector collector;
    private LogsReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        collector = new LogsCollector();
        receiver = receiver(collector);
    }

    static LogsReceiver receiver(LogsCollector collector) throws Exception {
        return new LogsReceiver(
                URI.create(collector.address() + "/v1/logs"),
                Map.of("x-collector-key", "of-the-test"),
                new LogRecords("https://auth.example.org"),
                SSLContext.getDefault(),
                Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    @DisplayName("[LOGS-16] an event is a record of OTLP, whose id receivers drop duplicates by")
    void an_event_is_a_record() throws IOException {
        receiver.send(List.of(Events.event(1, "authn_login_success", "Firefox", Map.of("method", "totp"))));
        LogRecord log = collector.records().get(0);
        assertThat(LogsCollector.attributes(log))
                .isEqualTo(Map.ofEntries(
                        Map.entry("log.record.uid", Events.id(1).toString()),
                        Map.entry("sallyport.event", "authn_login_success"),
                        Map.entry("sallyport.outcome", "success"),
                        Map.entry("sallyport.actor.kind", "user"),
                        Map.entry("sallyport.actor.id", Events.USER.toString()),
                        Map.entry("sallyport.account.id", Events.ACCOUNT.toString()),
                        Map.entry("sallyport.request.id", "request-1"),
                        Map.entry("user.id", Events.USER.toString()),
                        Map.entry("client.address", "192.0.2.7"),
                        Map.entry("user_agent.original", "Firefox"),
                        Map.entry("sallyport.details.method", "totp")));
        assertThat(log.getTimeUnixNano()).isEqualTo(Events.AT.getEpochSecond() * 1_000_000_000 + Events.AT.getNano());
        assertThat(log.getSeverityNumberValue()).isEqualTo(9);
        assertThat(log.getEventName()).isEqualTo("sallyport.authn_login_success");
        assertThat(log.getBody().getStringValue()).startsWith("authn_login_success success user=");
        assertThat(collector.requests().get(0).getResourceLogs(0).getResource().toString())
                .contains("service.name", "https://auth.example.org");
        assertThat(collector.keys).containsExactly("of-the-test");
    }

    @ParameterizedTest(name = "[LOGS-16] the answer {0} says that {1} of three events are refused for ever")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|0",
                "''|0",
                "no JSON|0",
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":\"why\"}}|2",
                "{\"partialSuccess\":{\"rejectedLogRecords\":1}}|1",
                "{\"partialSuccess\":{\"rejectedLogRecords\":99}}|3",
                "{\"partialSuccess\":{\"errorMessage\":\"only a warning\"}}|0"
            })
    void partial_success(String answer, int refused) throws IOException {
        collector.answer = answer;
        assertThat(receiver.send(Events.some(3))).isEqualTo(refused);
    }

    @ParameterizedTest(name = "[LOGS-16] after status {0} the events are sent again")
    @ValueSource(ints = {301, 400, 401, 413, 429, 500, 503})
    void other_answers(int status) {
        collector.status = status;
        assertThatThrownBy(() -> receiver.send(Events.some(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("status " + status);
    }

    @ParameterizedTest(name = "[LOGS-16] a collector that asks for {0} seconds gets {1}")
    @CsvSource({"7, 7", "86400, 600"})
    void retry_after(String asked, long given) {
        collector.status = 503;
        collector.retryAfter = asked;
        assertThatThrownBy(() -> receiver.send(Events.some(1)))
                .isInstanceOfSatisfying(
                        RetryAfterException.class,
                        later -> assertThat(later.getWait()).isEqualTo(Duration.ofSeconds(given)));
    }

    @Test
    @DisplayName("[LOGS-16] a collector that hangs is cut off")
    void a_collector_that_hangs_is_cut_off() {
        collector.hangs = true;
        assertThatThrownBy(() -> receiver.send(Events.some(1))).isInstanceOf(IOException.class);
    }
}
