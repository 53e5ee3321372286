package dev.sallyport.trail.siem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A receiver of syslog over TLS (RFC 5425). The protocol has no acknowledgement. So each batch has a connection of its
 * own, whose end the receiver answers (section 4.4): it has read everything then. A connection that breaks before
 * proves nothing, and the batch is sent again.
 */
final class SyslogReceiver implements Receiver {

    /** For all of a batch. */
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final int DISCARDED = 1024;

    private final Address address;
    private final Supplier<SSLContext> tls;
    private final SyslogMessages messages;
    private final Duration timeout;
    private final boolean confirmed;

    /**
     * @param tls read for each connection: certificates are replaced while the service runs
     * @param confirmed whether the receiver answers the end of a connection
     */
    SyslogReceiver(
            Address address, Supplier<SSLContext> tls, SyslogMessages messages, Duration timeout, boolean confirmed) {
        this.address = address;
        this.tls = tls;
        this.messages = messages;
        this.timeout = timeout;
        this.confirmed = confirmed;
    }

    /** The name that the certificate must have, and the port. */
    record Address(String host, int port) {

        private static final int STANDARD_PORT = 6514;

        /** Reads {@code host}, {@code host:port} or {@code [address]:port}. */
        static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean hasPort = colon > text.lastIndexOf(']') && colon > 0;
            String host = hasPort ? text.substring(0, colon) : text;
            return new Address(
                    host.replaceAll("[\\[\\]]", ""),
                    hasPort ? Integer.parseInt(text.substring(colon + 1)) : STANDARD_PORT);
        }
    }

    @Override
    public String name() {
        return Receivers.SYSLOG;
    }

    @Override
    public int send(List<SiemEvent> events) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        events.forEach(event -> frames.writeBytes(messages.frame(event)));
        AtomicBoolean late = new AtomicBoolean();
        try (WatchedConnection connection = new WatchedConnection()) {
            // A write waits for ever where the other side does not read: only the end of the connection ends it.
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> {
                        late.set(true);
                        close(connection);
                    },
                    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
            send(connection, frames.toByteArray());
            end.cancel(false);
            return 0;
        } catch (IOException failure) {
            if (late.get()) {
                throw new SocketTimeoutException("no answer in " + timeout.toSeconds() + " seconds");
            }
            throw failure;
        }
    }

    private void send(WatchedConnection connection, byte[] frames) throws IOException {
        InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException(address.host());
        }
        connection.connect(resolved, (int) timeout.toMillis());
        // Not closed: that would wait for the same lock as a write that hangs. The connection below is.
        SSLSocket secure = (SSLSocket)
                tls.get().getSocketFactory().createSocket(connection, address.host(), address.port(), false);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        secure.getOutputStream().write(frames);
        secure.shutdownOutput();
        connection.requireWritten();
        if (confirmed) {
            awaitEnd(secure.getInputStream());
            // A receiver that goes before it has read everything ends TLS too, but resets the connection below.
            awaitEnd(connection.getInputStream());
        }
    }

    private static void awaitEnd(InputStream answer) throws IOException {
        byte[] discarded = new byte[DISCARDED];
        int read = answer.read(discarded);
        while (read >= 0) {
            read = answer.read(discarded);
        }
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            // There is nothing left to close.
        }
    }
}
