package dev.sallyport.edge.platform;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;

/**
 * The health check of a container: its exit code is 0 if the replica in the container is ready, else 1. It needs
 * neither a shell nor another program in the image.
 */
public final class ContainerProbe {

    private static final int PATIENCE = (int) Duration.ofSeconds(4).toMillis();

    private ContainerProbe() {}

    /**
     * Asks once, and ends the process.
     *
     * @param arguments the address to ask; by default readiness at {@code QUARKUS_MANAGEMENT_PORT} of this machine
     */
    public static void main(String[] arguments) {
        String port = System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "9000");
        String address = arguments.length == 0 ? "http://127.0.0.1:" + port + "/q/health/ready" : arguments[0];
        System.exit(isReady(address) ? 0 : 1);
    }

    /** Whether there is an answer within four seconds, and it is 200. */
    static boolean isReady(String address) {
        try {
            HttpURLConnection question = (HttpURLConnection) new URL(address).openConnection();
            question.setConnectTimeout(PATIENCE);
            question.setReadTimeout(PATIENCE);
            return question.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
