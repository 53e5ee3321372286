package dev.sallyport.trail.siem;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection that remembers a write that failed. TLS hides the failure of its last write, which ends the stream. The
 * system reports a reset only once, so that what is read afterwards looks like an orderly end.
 */
final class WatchedConnection extends Socket {

    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /** @throws IOException if a write has failed, however the connection has ended */
    void requireWritten() throws IOException {
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException failed) {
                    failure.compareAndSet(null, failed);
                    throw failed;
                }
            }
        };
    }
}
