import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that accepts every mail (as much of RFC 5321 as that takes), and finds the codes in them. */
final class MailSink {

    private static final Pattern CODE = Pattern.compile("^ {4}([0-9]{6})\\s*$");

    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final ServerSocket server = new ServerSocket(0);
    private final Consumer<String> onRecipient;

    MailSink() throws IOException {
        this(recipient -> {});
    }

    /** @param onRecipient is called for each recipient, from many threads */
    MailSink(Consumer<String> onRecipient) throws IOException {
        this.onRecipient = onRecipient;
        Bench.daemon(this::receive);
    }

    /** Adds the settings by which a service sends its mails here. */
    Map<String, String> addTo(Map<String, String> settings) {
        settings.put("QUARKUS_MAILER_PORT", Integer.toString(server.getLocalPort()));
        settings.put("QUARKUS_MAILER_START_TLS", "DISABLED");
        return settings;
    }

    /** The newest code for this address, as soon as there is one; empty after this time. */
    Optional<String> code(String email, Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); System.nanoTime() < end; Thread.sleep(5)) {
            if (codes.containsKey(email)) {
                return Optional.of(codes.get(email));
            }
        }
        return Optional.empty();
    }

    String code(String email) throws InterruptedException {
        return code(email, Duration.ofMinutes(1)).orElseThrow();
    }

    void forget(String email) {
        codes.remove(email);
    }

    private void receive() {
        while (true) {
            try {
                Socket caller = server.accept();
                Bench.daemon(() -> talk(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket caller) {
        try (Socket socket = caller;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true)) {
            socket.setTcpNoDelay(true);
            reply(out, "220 bench");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase();
                if (command.startsWith("RCPT")) {
                    recipient = line.replaceAll(".*<(.*)>.*", "$1");
                    onRecipient.accept(recipient);
                }
                if (command.startsWith("DATA")) {
                    reply(out, "354 send the mail");
                    read(in, recipient);
                }
                reply(out, command.startsWith("QUIT") ? "221 bye" : "250 ok");
            }
        } catch (IOException closed) {
            // The client closed the connection, or was killed.
        }
    }

    private static void reply(PrintWriter out, String line) {
        out.print(line + "\r\n");
        out.flush();
    }

    private void read(BufferedReader in, String recipient) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            Matcher code = CODE.matcher(line);
            if (code.find()) {
                codes.put(recipient, code.group(1));
            }
        }
    }
}
