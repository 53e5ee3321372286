package dev.sallyport.trail.siem;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A receiver of syslog over TLS by RFC 5425, which can break off or hang. */
public final class SyslogServer implements AutoCloseable {

    /** What a connection does. */
    enum Manner {
        READS,
        /** Takes the connection and never reads. */
        HANGS,
        /** Reads everything and never answers the end. */
        KEEPS_SILENT,
        /** Reads one message and resets the connection. */
        BREAKS
    }

    private final ServerSocket socket;
    private final SSLContext identity;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    volatile Manner manner = Manner.READS;
    volatile String protocol = "TLSv1.3";
    private volatile boolean needsCertificates;

    public SyslogServer(SSLContext identity) throws IOException {
        this(identity, 0);
    }

    SyslogServer(SSLContext identity, int port) throws IOException {
        this.identity = identity;
        socket = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        threads.execute(this::accept);
    }

    /** Serves those alone that show a certificate which the context trusts. */
    public void requireCertificates() {
        needsCertificates = true;
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try (ServerSocket accepting = socket) {
            while (!accepting.isClosed()) {
                Socket connection = accepting.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            // It is over.
        }
    }

    private void serve(Socket below) {
        try {
            SSLSocket connection = (SSLSocket) identity.getSocketFactory().createSocket(below, null, true);
            connection.setUseClientMode(false);
            connection.setNeedClientAuth(needsCertificates);
            connection.setEnabledProtocols(new String[] {protocol});
            InputStream in = new BufferedInputStream(connection.getInputStream());
            switch (manner) {
                case HANGS -> connection.startHandshake();
                case KEEPS_SILENT -> readAll(in);
                case READS -> {
                    readAll(in);
                    connection.close();
                }
                case BREAKS -> {
                    readOne(in);
                    below.setSoLinger(true, 0);
                    below.close();
                }
            }
        } catch (IOException closed) {
            // As of a client that does not believe the certificate.
        }
    }

    private void readAll(InputStream in) throws IOException {
        while (readOne(in)) {
            // the next
        }
    }

    /** By the count of octets; anything else before the message is a failure. */
    private boolean readOne(InputStream in) throws IOException {
        int length = 0;
        int character = in.read();
        if (character < 0) {
            return false;
        }
        while (character != ' ') {
            if (character < '0' || character > '9' || length > SyslogMessages.LONGEST) {
                received.add(("no count: " + (char) character).getBytes());
                return false;
            }
            length = length * 10 + character - '0';
            character = in.read();
        }
        byte[] message = in.readNBytes(length);
        if (message.length == length) {
            received.add(message);
        }
        return message.length == length;
    }

    /** The messages in the order of their arrival. */
    List<ParsedMessage> messages() throws IOException {
        List<ParsedMessage> messages = new CopyOnWriteArrayList<>();
        for (byte[] each : received) {
            messages.add(ParsedMessage.parse(each));
        }
        return messages;
    }

    List<String> ids() throws IOException {
        return messages().stream().map(ParsedMessage::id).toList();
    }

    /** As they came. */
    public List<String> texts() {
        return received.stream().map(String::new).toList();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
