package dev.sallyport.edge.platform;

import dev.sallyport.testing.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The network between a service and its database, which can be cut, or go silent. */
final class Cable {

    private final int target;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private volatile boolean silent;
    private volatile boolean swallowing;
    private volatile boolean stalling;

    Cable(int target) throws IOException {
        this.target = target;
        this.port = Ports.free();
        mend();
    }

    int port() {
        return port;
    }

    /** From now on nothing comes through, on open connections neither. */
    void cut() throws IOException {
        door.close();
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
    }

    void mend() throws IOException {
        ServerSocket open = opened();
        door = open;
        daemon(() -> {
            while (!open.isClosed()) {
                Socket caller = open.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(caller);
                ends.add(database);
                daemon(() -> pass(caller, database));
                daemon(() -> pass(database, caller));
            }
        });
    }

    /** A process that is being started holds a copy of the closed door for a moment. */
    private ServerSocket opened() throws IOException {
        for (long end = System.nanoTime() + Duration.ofSeconds(5).toNanos(); ; ) {
            try {
                return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (BindException held) {
                if (System.nanoTime() > end) {
                    throw held;
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    /** Nothing comes through, and neither end learns it: connections stay open, and new ones are taken. */
    void silence(boolean on) {
        silent = on;
    }

    /** The database commits, but its acknowledgement is lost with the connection. */
    void swallowCommits(boolean on) {
        swallowing = on;
    }

    /** The database commits, and its acknowledgement does not come, while the connection stays open. */
    void stallCommits(boolean on) {
        stalling = on;
    }

    /** CommandComplete of the protocol, for a COMMIT. */
    private static boolean tellsOfCommit(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("C\0\0\0\013COMMIT\0");
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                while (silent) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
                if (swallowing && tellsOfCommit(bytes, read)) {
                    return;
                }
                if (stalling && tellsOfCommit(bytes, read)) {
                    continue;
                }
                out.write(bytes, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException cut) {
                // That is what it is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
