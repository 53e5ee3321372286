package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.testing.Await;
import dev.sallyport.testing.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Syslog over TLS, with receivers that behave and that do not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyslogReceiverTest {

    private static final Duration SHORT = Duration.ofMillis(1500);

    @TempDir
    static Path folder;

    private static SSLContext siem;
    private static SSLContext trusting;

    private SyslogServer server;

    @BeforeAll
    static void certificates() throws Exception {
        Certificates certificates = new Certificates(folder);
        siem = certificates.server("siem", "dns:localhost");
        trusting = trusting(certificates.trust("siem"));
    }

    static SSLContext trusting(Path store) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            trusted.load(file, Certificates.PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @BeforeEach
    void start() throws IOException {
        server = new SyslogServer(siem);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private SyslogReceiver receiver(String host, SSLContext tls, Duration timeout, boolean confirmed) {
        return new SyslogReceiver(
                new SyslogReceiver.Address(host, server.port()),
                () -> tls,
                new SyslogMessages("auth.example.org", 13, 32473),
                timeout,
                confirmed);
    }

    private SyslogReceiver receiver() {
        return receiver("localhost", trusting, Duration.ofSeconds(20), true);
    }

    @ParameterizedTest(name = "[LOGS-15] events arrive whole and in order, by {0}")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void events_arrive_in_order(String protocol) throws IOException {
        server.protocol = protocol;
        List<SiemEvent> events = Events.some(SiemExport.BATCH);
        assertThat(receiver().send(events)).isZero();
        assertThat(server.ids())
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.id().toString()).toList());
    }

    @Test
    @DisplayName("[LOGS-15] a receiver whose certificate is not trusted, or has another name, gets nothing")
    void other_certificates() throws Exception {
        assertThatThrownBy(() -> receiver("localhost", SSLContext.getDefault(), SHORT, true)
                        .send(Events.some(1)))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> receiver("127.0.0.1", trusting, SHORT, true).send(Events.some(1)))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("127.0.0.1");
        assertThat(server.messages()).isEmpty();
        receiver().send(Events.some(1));
        assertThat(server.messages()).hasSize(1);
    }

    @ParameterizedTest(name = "[LOGS-15] a receiver that {0} is cut off, and may not have the events: {1} of them")
    @CsvSource({"HANGS, 1", "HANGS, 5000", "KEEPS_SILENT, 1"})
    void a_receiver_that_hangs_is_cut_off(SyslogServer.Manner manner, int count) {
        server.manner = manner;
        List<SiemEvent> events = Events.some(count);
        long begin = System.nanoTime();
        assertThatThrownBy(() -> receiver("localhost", trusting, SHORT, true).send(events))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("no answer in");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest(name = "[LOGS-15] a connection that breaks proves nothing, with {0} events on their way")
    @ValueSource(ints = {60, SiemExport.BATCH})
    void a_broken_connection_proves_nothing(int count) {
        server.manner = SyslogServer.Manner.BREAKS;
        assertThatThrownBy(() -> receiver().send(Events.some(count))).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("[LOGS-15] an operator can do without the answer to the end")
    void without_an_answer() throws IOException {
        server.manner = SyslogServer.Manner.KEEPS_SILENT;
        receiver("localhost", trusting, Duration.ofSeconds(20), false).send(Events.some(3));
        Await.await("messages", () -> server.texts().size() == 3);
    }

    @Test
    void a_receiver_that_is_away_is_a_failure() throws IOException {
        server.close();
        assertThatThrownBy(() -> receiver().send(Events.some(1))).isInstanceOf(IOException.class);
    }

    @Test
    void the_endpoint_is_a_name_with_or_without_a_port() {
        Map.of(
                        "siem.example.org",
                        new SyslogReceiver.Address("siem.example.org", 6514),
                        "siem:601",
                        new SyslogReceiver.Address("siem", 601),
                        "[::1]",
                        new SyslogReceiver.Address("::1", 6514),
                        "[::1]:601",
                        new SyslogReceiver.Address("::1", 601))
                .forEach((text, address) ->
                        assertThat(SyslogReceiver.Address.parse(text)).isEqualTo(address));
    }
}
