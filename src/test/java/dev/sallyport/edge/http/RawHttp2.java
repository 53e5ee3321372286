package dev.sallyport.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Speaks HTTP/2 frame by frame, where a client library would refuse what a test wants to send (RFC 9113, RFC 7541). */
public final class RawHttp2 {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int GO_AWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int PRIORITY_LENGTH = 5;

    /** In place of a status: the stream or the connection was closed without one. */
    public static final int CLOSED = 0;

    private final int port;

    public RawHttp2(int port) {
        this.port = port;
    }

    /** The status that a request gets, whose fields go out as they are; without a body the stream ends with them. */
    public int status(List<Map.Entry<String, String>> fields, byte[] body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(PREFACE.getBytes(StandardCharsets.ISO_8859_1));
            frame(out, SETTINGS, 0, 0, new byte[0]);
            frame(out, HEADERS, body == null ? END_HEADERS | END_STREAM : END_HEADERS, 1, block(fields));
            if (body != null) {
                frame(out, DATA, END_STREAM, 1, body);
            }
            socket.getOutputStream().write(out.toByteArray());
            return read(new DataInputStream(socket.getInputStream()));
        } catch (EOFException | SocketException closed) {
            return CLOSED;
        }
    }

    private static int read(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == GO_AWAY || type == RESET) {
                return CLOSED;
            }
            if (type == HEADERS && stream == 1) {
                int start = (flags & PRIORITY) == 0 ? 0 : PRIORITY_LENGTH;
                return statusOf(Arrays.copyOfRange(payload, start, length));
            }
        }
    }

    private static int statusOf(byte[] block) {
        ByteBuf bytes = Unpooled.wrappedBuffer(block);
        try {
            CharSequence status =
                    new DefaultHttp2HeadersDecoder(true).decodeHeaders(1, bytes).status();
            return Integer.parseInt(status.toString());
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.write(payload.length >> 16);
        out.write(payload.length >> 8);
        out.write(payload.length);
        out.write(type);
        out.write(flags);
        out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        out.writeBytes(payload);
    }

    /** Each field as a literal that is not indexed, with a new name (RFC 7541 section 6.2.2). */
    private static byte[] block(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields) {
            out.write(0);
            text(out, field.getKey());
            text(out, field.getValue());
        }
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length > 126) {
            throw new IllegalArgumentException("Longer texts have a longer prefix");
        }
        out.write(bytes.length);
        out.writeBytes(bytes);
    }
}
