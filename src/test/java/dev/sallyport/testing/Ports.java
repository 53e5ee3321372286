package dev.sallyport.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that stop and start again under the same one. */
public final class Ports {

    private static final int RANGE = 6_000;

    /** Each JVM of a build that runs several has a range of its own. */
    private static final int FIRST = 20_000 + (Integer.getInteger("surefire.forkNumber", 1) - 1) % 2 * RANGE;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A free one that was not given before, of those that no outgoing connection is given while the server is down. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST + RANGE);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one may be free
            }
        }
    }
}
