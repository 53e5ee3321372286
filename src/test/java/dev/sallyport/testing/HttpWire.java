package dev.sallyport.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** HTTP/1.1 with the service of this JVM, over connections that are used again. */
final class HttpWire {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Deque<HttpWire> IDLE = new ConcurrentLinkedDeque<>();

    /** The head of an answer, line by line, and its body. */
    record Answered(String statusLine, List<String> headers, byte[] body) {}

    /** Where a connection is from and to. */
    record Ends(String from, String host, int port) {}

    private final Ends ends;
    private final Socket socket;
    private final InputStream input;

    private HttpWire(Ends ends) throws IOException {
        this.ends = ends;
        this.socket = new Socket(ends.host(), ends.port(), InetAddress.getByName(ends.from()), 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a whole request, and reads the whole answer. */
    static Answered exchange(Ends ends, byte[] request) throws IOException {
        boolean isHead = new String(request, 0, 5, StandardCharsets.US_ASCII).equals("HEAD ");
        for (HttpWire idle = IDLE.pollFirst(); idle != null; idle = IDLE.pollFirst()) {
            if (idle.ends.equals(ends) && idle.takes(request)) {
                return idle.read(isHead);
            }
            idle.socket.close();
        }
        HttpWire fresh = new HttpWire(ends);
        fresh.socket.getOutputStream().write(request);
        return fresh.read(isHead);
    }

    /** False where the server had closed the connection meanwhile, and has read nothing of the request. */
    private boolean takes(byte[] request) throws SocketTimeoutException {
        try {
            socket.getOutputStream().write(request);
            input.mark(1);
            boolean isOpen = input.read() >= 0;
            input.reset();
            return isOpen;
        } catch (SocketTimeoutException unanswered) {
            throw unanswered;
        } catch (IOException closed) {
            return false;
        }
    }

    private Answered read(boolean isHead) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        byte[] body = isHead ? new byte[0] : body(headers, Integer.parseInt(statusLine.substring(9, 12)));
        if (has(headers, "connection: close")) {
            socket.close();
        } else {
            IDLE.addFirst(this);
        }
        return new Answered(statusLine, headers, body);
    }

    private byte[] body(List<String> headers, int status) throws IOException {
        if (has(headers, "content-encoding:")) {
            throw new IOException("Not read here: " + headers);
        }
        if (has(headers, "transfer-encoding: chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(); size > 0; size = chunk()) {
                body.writeBytes(exactly(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        for (String header : headers) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                return exactly(Integer.parseInt(header.substring(15).strip()));
            }
        }
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        byte[] rest = input.readAllBytes();
        headers.add("connection: close");
        return rest;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().split(";")[0].strip(), 16);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The server closed the connection within the answer");
        }
        return bytes;
    }

    private static boolean has(List<String> headers, String start) {
        return headers.stream().anyMatch(header -> header.regionMatches(true, 0, start, 0, start.length()));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection without an answer");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
