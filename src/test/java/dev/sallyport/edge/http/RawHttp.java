package dev.sallyport.edge.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Speaks HTTP/1.1 byte by byte, where a client library would refuse or repair what a test wants to send. */
public final class RawHttp {

    private static final int TIMEOUT_MILLIS = 20_000;

    /** What came back until the server closed the connection. */
    public record Answer(String text) {

        public int status() {
            return text.startsWith("HTTP/1.1 ") || text.startsWith("HTTP/1.0 ")
                    ? Integer.parseInt(text.substring(9, 12))
                    : 0;
        }

        public Optional<String> header(String name) {
            return Arrays.stream(text.split("\r\n\r\n", 2)[0].split("\r\n"))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }

        public String body() {
            String[] parts = text.split("\r\n\r\n", 2);
            return parts.length == 2 ? parts[1] : "";
        }
    }

    private final int port;
    private final String from;

    public RawHttp(int port) {
        this(port, "127.0.0.1");
    }

    /** @param from the address of this end of the connections */
    public RawHttp(int port, String from) {
        this.port = port;
        this.from = from;
    }

    public Answer send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Answer send(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return new Answer(readAll(socket.getInputStream()));
        }
    }

    /** A request that asks for the connection to be closed after it. */
    Answer exchange(String method, String target, String... headers) throws IOException {
        String lines = String.join("\r\n", headers);
        return send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + (lines.isEmpty() ? "" : lines + "\r\n") + "\r\n");
    }

    public Answer post(String target, byte[] body, String... headers) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String lines = String.join("\r\n", headers);
        request.writeBytes(("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                        + body.length + "\r\n" + (lines.isEmpty() ? "" : lines + "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return send(request.toByteArray());
    }

    private static String readAll(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        } catch (IOException reset) {
            // A reset after the answer is a close too; what was read until then is the answer.
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
