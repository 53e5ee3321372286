package dev.sallyport.edge.platform;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the service can listen at its two ports. It is asked before anything else starts, so that a taken port stops
 * the start at once, and by the name of its setting.
 */
final class PortRules {

    static final String API_HOST = "quarkus.http.host";
    static final String API_PORT = "quarkus.http.port";
    static final String MANAGEMENT_HOST = "quarkus.management.host";

    /** Where the service listens unless the operator names an address. */
    static final String EVERYWHERE = "0.0.0.0";

    /** The same without a database of its own: a service on trial cannot be reached from other machines. */
    static final String THIS_MACHINE = "127.0.0.1";

    private static final int HIGHEST = 65_535;

    private enum Listener {
        API("quarkus.http", "8080"),
        MANAGEMENT("quarkus.management", "9000");

        private final String prefix;
        private final String port;

        Listener(String prefix, String port) {
            this.prefix = prefix;
            this.port = port;
        }

        private String hostName() {
            return prefix + ".host";
        }

        private String portName() {
            return prefix + ".port";
        }

        /** An expression is looked at when the server resolves it. */
        boolean isExpression(Settings settings) {
            return Stream.of(portName(), hostName())
                    .anyMatch(name -> settings.get(name).orElse("").contains("${"));
        }

        private boolean isOff(Settings settings) {
            return settings.get(prefix + ".host-enabled")
                    .filter(value -> !SettingRule.isOn(value))
                    .isPresent();
        }
    }

    private PortRules() {}

    /**
     * What is wrong, each with the name of its environment variable.
     *
     * @param host where the service listens unless a setting says so
     */
    static List<String> faults(Settings settings, String host) {
        return faults(settings, host, true);
    }

    /** The same beside the running service, which has its ports: whether they are free is not asked. */
    static List<String> faultsBesideOthers(Settings settings, String host) {
        return faults(settings, host, false);
    }

    private static List<String> faults(Settings settings, String host, boolean mustBeFree) {
        List<String> faults = new ArrayList<>();
        List<Socket> held = new ArrayList<>(); // so that one port for both is noticed
        try {
            for (Listener listener : Listener.values()) {
                if (!listener.isOff(settings) && !listener.isExpression(settings)) {
                    fault(listener, settings, host, mustBeFree, held).ifPresent(faults::add);
                }
            }
        } finally {
            held.forEach(PortRules::release);
        }
        return faults;
    }

    private static Optional<String> fault(
            Listener listener, Settings settings, String host, boolean mustBeFree, List<Socket> held) {
        String portVariable = Settings.variable(listener.portName());
        Optional<Integer> port = port(settings.get(listener.portName()).orElse(listener.port));
        if (port.isEmpty()) {
            return Optional.of(portVariable + " must be a port, a whole number from 0 to " + HIGHEST);
        }
        String at = settings.get(listener.hostName()).orElse(host);
        String hostVariable = Settings.variable(listener.hostName());
        try {
            InetAddress address = InetAddress.getByName(at);
            held.add(bound(new InetSocketAddress(address, mustBeFree ? port.get() : 0)));
            return Optional.empty();
        } catch (UnknownHostException unknown) {
            return Optional.of(hostVariable + " must be an address of this machine: '" + at + "' is unknown");
        } catch (BindException refused) {
            return Optional.of(refusal(refused, portVariable, hostVariable, at + ":" + port.get()));
        } catch (IOException e) {
            return Optional.of(portVariable + " must be a port that can be opened: " + e.getMessage());
        }
    }

    /**
     * Takes the port without listening: a proxy that waits for this replica would send its requests at once, and they
     * would be lost when the port is let go.
     */
    private static Socket bound(InetSocketAddress where) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true); // connections of the replica before are no obstacle
            socket.bind(where);
            socket.setReuseAddress(false); // but the other port of this one is
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The system gives its cause in words alone. */
    private static String refusal(BindException refused, String portVariable, String hostVariable, String where) {
        String words = String.valueOf(refused.getMessage());
        if (words.startsWith("Cannot assign")) {
            return hostVariable + " must be an address of this machine, and that of " + where + " is not";
        }
        if (words.startsWith("Permission denied")) {
            return portVariable + " must be a port that this user may open, and " + where + " is not";
        }
        return portVariable + " must be another port, since " + where + " is already in use";
    }

    private static Optional<Integer> port(String text) {
        try {
            return Optional.of(Integer.parseInt(text)).filter(port -> port >= 0 && port <= HIGHEST);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static void release(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A port that was held for a moment could not be closed", e);
        }
    }
}
