package dev.sallyport.base.network;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sallyport.testing.RecordedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrustedProxiesTest {

    private static final String PEER = "10.0.0.1";
    private static final List<String> NONE = List.of();

    private static TrustedProxies trusting(String... setting) {
        return new TrustedProxies(Optional.of(List.of(setting)), false, new SimpleMeterRegistry());
    }

    private static String client(String... forwardedFor) {
        return trusting("10.0.0.0/8", "2001:db8:1::/48").client(PEER, List.of(forwardedFor), NONE);
    }

    private static String forwarded(String... lines) {
        return trusting("10.0.0.0/8").client(PEER, NONE, List.of(lines));
    }

    @ParameterizedTest(name = "[THRT-06] X-Forwarded-For: {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7|203.0.113.7",
                "203.0.113.7:51234|203.0.113.7",
                "[2001:db8::7]|2001:db8::7",
                "[2001:db8::7]:443|2001:db8::7",
                "2001:DB8:0::7|2001:db8::7",
                "fe80::7%eth0|fe80::7",
                "[fe80::7%25eth0]:1|fe80::7",
                "::ffff:203.0.113.7|203.0.113.7",
                "[::ffff:203.0.113.7]:80|203.0.113.7",
                "\"203.0.113.7\"|203.0.113.7",
                "\"[2001:db8::7]:80\"|2001:db8::7",
                ",203.0.113.7|203.0.113.7",
                "203.0.113.7,|203.0.113.7",
                " , ,203.0.113.7 , , |203.0.113.7",
                "198.51.100.1, 203.0.113.7|203.0.113.7",
                "unknown, 203.0.113.7|203.0.113.7",
                "198.51.100.1, 203.0.113.7, 10.1.2.3|203.0.113.7",
                "198.51.100.1, 203.0.113.7, 2001:db8:1::5, 10.1.2.3|203.0.113.7",
                "10.9.9.9, 10.1.2.3|10.9.9.9",
                "\"198.51.100.1, 203.0.113.7|203.0.113.7"
            })
    void list(String value, String client) {
        assertThat(client(value)).isEqualTo(client);
    }

    @ParameterizedTest(name = "[THRT-06] X-Forwarded-For: ''{0}'' names no client, so that it is the peer")
    @ValueSource(
            strings = {
                "",
                ",",
                ",,,",
                "  ",
                " , ",
                "unknown",
                "_hidden",
                "garbage",
                "localhost",
                "example.org",
                "1",
                "127.1",
                "203.0.113.7:",
                "203.0.113.7:x",
                "203.0.113.7:123456",
                "[203.0.113.7]",
                "[2001:db8::7",
                "2001:db8::7]",
                "[2001:db8::7]x",
                "[]",
                "[]:80",
                "203.0.113.999",
                "\u0000",
                "203.0.113.7 198.51.100.1",
                "198.51.100.1, x",
                "\"",
                "\"\"",
                "203.0.113.7/32"
            })
    void nothing(String value) {
        assertThat(client(value)).isEqualTo(PEER);
    }

    @Test
    @DisplayName("[THRT-06] what cannot be read ends the search at the last proxy that is known")
    void garbage_between_proxies() {
        assertThat(client("203.0.113.7, nonsense, 10.1.2.3")).isEqualTo("10.1.2.3");
    }

    @Test
    @DisplayName("[THRT-06] several lines are one list")
    void several_lines() {
        assertThat(client("198.51.100.1", "203.0.113.7, 10.1.2.3", "", "10.1.2.4"))
                .isEqualTo("203.0.113.7");
    }

    @Test
    @DisplayName("[THRT-06] a very long list is read at once")
    void long_lists() {
        String list = "10.1.2.3,".repeat(100_000);
        assertThat(assertTimeoutPreemptively(ofSeconds(10), () -> client("203.0.113.7," + list)))
                .isEqualTo("203.0.113.7");
        assertThat(client("\"".repeat(100_000) + ",203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest(name = "[THRT-06] Forwarded: {0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7|203.0.113.7",
                "For=203.0.113.7|203.0.113.7",
                "for=\"203.0.113.7\"|203.0.113.7",
                "for=\"203.0.113.7:4711\"|203.0.113.7",
                "for=203.0.113.7:4711|203.0.113.7",
                "For=\"[2001:DB8:cafe::17]:4711\"|2001:db8:cafe::17",
                "for=\"[2001:db8::17]:_port\"|2001:db8::17",
                "proto=https;for=203.0.113.7;by=10.0.0.1;host=\"a,b;c\"|203.0.113.7",
                "for=198.51.100.1, for=203.0.113.7|203.0.113.7",
                "for=198.51.100.1,for=203.0.113.7;proto=http , for=10.1.1.1|203.0.113.7",
                "for=\"198.51.100.1, for=203.0.113.7|203.0.113.7",
                "for=\"_hidden\", for=203.0.113.7|203.0.113.7",
                ", for=203.0.113.7|203.0.113.7"
            })
    void forwarded_elements(String value, String client) {
        assertThat(forwarded(value)).isEqualTo(client);
    }

    @ParameterizedTest(name = "[THRT-06] Forwarded: ''{0}'' names no client, so that it is the peer")
    @ValueSource(
            strings = {
                "",
                ",",
                ";",
                "for",
                "for=",
                "for=\"\"",
                "for=unknown",
                "for=_hidden",
                "for=\"_gazonk\"",
                "proto=https",
                "by=203.0.113.7",
                "203.0.113.7",
                "for=203.0.113.7;for=198.51.100.1",
                "for=\"203.0.113.7",
                "xfor=203.0.113.7",
                "for=203.0.113.7, proto=https",
                "host=\"for=203.0.113.7\""
            })
    void forwarded_nothing(String value) {
        assertThat(forwarded(value)).isEqualTo(PEER);
    }

    @Test
    @DisplayName(
            "[THRT-06] X-Forwarded-For counts before Forwarded, unless the operator says that the proxy writes that")
    void both_headers() {
        List<String> list = List.of("203.0.113.7");
        List<String> elements = List.of("for=198.51.100.1");
        assertThat(trusting(PEER).client(PEER, list, elements)).isEqualTo("203.0.113.7");
        assertThat(trusting(PEER).client(PEER, List.of(""), elements)).isEqualTo(PEER);
        TrustedProxies written = new TrustedProxies(Optional.of(List.of(PEER)), true, new SimpleMeterRegistry());
        assertThat(written.client(PEER, list, elements)).isEqualTo("198.51.100.1");
        assertThat(written.client(PEER, list, NONE)).isEqualTo(PEER);
    }

    @Test
    @DisplayName("[THRT-06] a peer that is not a trusted proxy is the client, whatever headers it sends")
    void strangers() {
        for (String peer : List.of("203.0.113.9", "2001:db8::9", "11.0.0.1")) {
            assertThat(trusting("10.0.0.0/8", "::1").client(peer, List.of("198.51.100.1"), List.of("for=198.51.100.1")))
                    .isEqualTo(peer);
        }
        assertThat(trusting("10.0.0.0/8").client("0:0:0:0:0:0:0:1%lo", NONE, NONE))
                .isEqualTo("::1");
        assertThat(trusting("10.0.0.0/8").client(null, List.of("198.51.100.1"), NONE))
                .isNull();
    }

    @Test
    @DisplayName("[THRT-06] a trusted proxy is known in every form of its address")
    void forms_of_a_proxy() {
        List<String> list = List.of("203.0.113.7");
        assertThat(trusting("10.0.0.1").client("::ffff:10.0.0.1", list, NONE)).isEqualTo("203.0.113.7");
        assertThat(trusting("::ffff:10.0.0.1").client("10.0.0.1", list, NONE)).isEqualTo("203.0.113.7");
        assertThat(trusting("fe80::1").client("fe80:0:0:0:0:0:0:1%eth0", list, NONE))
                .isEqualTo("203.0.113.7");
        assertThat(trusting(" 10.0.0.1 ").client("10.0.0.1", list, NONE)).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest(name = "[CONF-02] {0} is no proxy")
    @ValueSource(
            strings = {
                "proxy",
                "proxy.example.org",
                "*",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "2001:db8::/129",
                "10.0.0",
                "10.0.0.1:80",
                "10.0.0.0/8/8",
                "",
                "10.0.0.0/255.0.0.0"
            })
    void faults(String proxy) {
        assertThat(trusting("10.0.0.1", proxy).fault().orElse("none"))
                .contains("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "'" + proxy + "'");
    }

    @Test
    @DisplayName("[CONF-02] addresses and networks are proxies, and an empty list is none")
    void settings() {
        assertThat(trusting("10.0.0.1", "10.0.0.0/8", "::1", "2001:db8::/32", "0.0.0.0/32")
                        .fault())
                .isEmpty();
        TrustedProxies empty = new TrustedProxies(Optional.empty(), false, new SimpleMeterRegistry());
        assertThat(empty.fault()).isPresent();
        assertThat(empty.client("10.0.0.1", List.of("203.0.113.7"), NONE)).isEqualTo("10.0.0.1");
    }

    @Test
    @DisplayName("[THRT-06] a header that is not read is counted, and logged once, with the peer and the setting")
    void a_header_that_is_not_read_is_logged_once() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TrustedProxies proxies = new TrustedProxies(Optional.of(List.of("192.0.2.1")), false, meters);
        try (RecordedLog log = RecordedLog.open()) {
            proxies.client(PEER, NONE, NONE);
            proxies.client("192.0.2.1", List.of("203.0.113.7"), NONE);
            assertThat(log.text()).isEmpty();

            proxies.client(PEER, List.of("203.0.113.7"), NONE);
            proxies.client(PEER, NONE, List.of("for=203.0.113.7"));

            assertThat(log.text())
                    .containsOnlyOnce("A request of " + PEER + " came with X-Forwarded-For")
                    .contains("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES")
                    .doesNotContain("203.0.113.7");
            assertThat(meters.counter("sallyport.forwarded.unread").count()).isEqualTo(2);
        }
    }
}
