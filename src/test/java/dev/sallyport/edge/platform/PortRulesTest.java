package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PortRulesTest {

    private static final String API = "quarkus.http.port";
    private static final String MANAGEMENT = "quarkus.management.port";

    @Test
    @DisplayName("[CONF-02] a taken port is refused by the name of its setting, both at once")
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket one = taken();
                ServerSocket other = taken()) {
            assertThat(faults(Map.of(API, port(one), MANAGEMENT, port(other))))
                    .containsExactly(
                            "QUARKUS_HTTP_PORT must be another port, since 127.0.0.1:" + port(one)
                                    + " is already in use",
                            "QUARKUS_MANAGEMENT_PORT must be another port, since 127.0.0.1:" + port(other)
                                    + " is already in use");
        }
    }

    @Test
    @DisplayName("[CONF-02] free ports are free afterwards too, and one for both is refused")
    void free_ports() throws IOException {
        String free;
        try (ServerSocket socket = taken()) {
            free = port(socket);
        }
        assertThat(faults(Map.of(API, free, MANAGEMENT, "0"))).isEmpty();
        assertThat(faults(Map.of(API, free, MANAGEMENT, "0"))).isEmpty();
        assertThat(faults(Map.of(API, free, MANAGEMENT, free)))
                .singleElement()
                .asString()
                .startsWith("QUARKUS_MANAGEMENT_PORT must be another port");
    }

    @Test
    @DisplayName("[CONF-02] a listener that is switched off needs no port")
    void a_listener_that_is_off() throws IOException {
        try (ServerSocket one = taken()) {
            assertThat(faults(Map.of(API, port(one), "quarkus.http.host-enabled", "false", MANAGEMENT, "0")))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("[CONF-02] beside the running service its ports are no fault, and what is no port is one")
    void beside_the_running_service() throws IOException {
        try (ServerSocket one = taken()) {
            Map<String, String> running = Map.of(API, port(one), MANAGEMENT, "abc");
            assertThat(PortRules.faultsBesideOthers(
                            name -> Optional.ofNullable(running.get(name)), PortRules.THIS_MACHINE))
                    .containsExactly("QUARKUS_MANAGEMENT_PORT must be a port, a whole number from 0 to 65535");
        }
    }

    @Test
    @DisplayName("[CONF-02] an expression is left to the server, which resolves it")
    void expressions() {
        assertThat(faults(Map.of(API, "${PORT}", MANAGEMENT, "0"))).isEmpty();
        assertThat(faults(Map.of(API, "0", "quarkus.management.host", "${HOST:localhost}", MANAGEMENT, "0")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.port, 65536, QUARKUS_HTTP_PORT must be a port",
        "quarkus.http.port, -1, QUARKUS_HTTP_PORT must be a port",
        "quarkus.management.port, http, QUARKUS_MANAGEMENT_PORT must be a port",
        "quarkus.http.host, 192.0.2.1, QUARKUS_HTTP_HOST must be an address of this machine",
        "quarkus.management.host, nowhere.invalid, QUARKUS_MANAGEMENT_HOST must be an address of this machine"
    })
    @DisplayName("[CONF-02] what is no port and no address of this machine is refused")
    void what_cannot_be_listened_at(String name, String value, String fault) {
        Map<String, String> ports = Map.of(API, "0", MANAGEMENT, "0");
        assertThat(PortRules.faults(
                        asked -> Optional.ofNullable(asked.equals(name) ? value : ports.get(asked)),
                        PortRules.THIS_MACHINE))
                .singleElement()
                .asString()
                .startsWith(fault);
    }

    private static ServerSocket taken() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName(PortRules.THIS_MACHINE));
    }

    private static String port(ServerSocket socket) {
        return Integer.toString(socket.getLocalPort());
    }

    private static List<String> faults(Map<String, String> settings) {
        return PortRules.faults(name -> Optional.ofNullable(settings.get(name)), PortRules.THIS_MACHINE);
    }
}
