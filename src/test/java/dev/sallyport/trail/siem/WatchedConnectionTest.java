package dev.sallyport.trail.siem;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A watched connection")
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchedConnectionTest {

    @Test
    @DisplayName("[LOGS-15] remembers a write that failed, also where the failure was hidden")
    void reset() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WatchedConnection connection = new WatchedConnection()) {
            connection.connect(server.getLocalSocketAddress());
            OutputStream out = connection.getOutputStream();
            out.write(new byte[10]);
            assertThatCode(connection::requireWritten).doesNotThrowAnyException();

            try (Socket other = server.accept()) {
                other.setSoLinger(true, 0);
            }
            assertThatThrownBy(() -> writeUntilItFails(out)).isInstanceOf(IOException.class);
            assertThatThrownBy(connection::requireWritten).isInstanceOf(IOException.class);
        }
    }

    private static void writeUntilItFails(OutputStream out) throws IOException {
        while (true) {
            out.write(new byte[10]);
        }
    }
}
