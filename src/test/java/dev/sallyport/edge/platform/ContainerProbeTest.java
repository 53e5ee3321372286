package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ContainerProbeTest {

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false", "500, false"})
    void only_200_is_ready(int status, boolean ready) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/q/health/ready";
            assertThat(ContainerProbe.isReady(address)).isEqualTo(ready);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void no_answer_is_not_ready() {
        assertThat(ContainerProbe.isReady("http://127.0.0.1:1/q/health/ready")).isFalse();
    }
}
