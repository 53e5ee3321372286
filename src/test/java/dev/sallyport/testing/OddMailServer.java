package dev.sallyport.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server of a few lines, for what a good one never does. It keeps no mail. */
public final class OddMailServer implements AutoCloseable {

    /** What is odd about it. */
    public enum Habit {
        /** Takes the call and says nothing. */
        SILENT,

        /** Takes its time over every line. */
        SLOW,

        /** Asks every time to be tried again later. */
        BUSY,

        /** Knows no mailbox at all. */
        REFUSING,

        /** Hangs up when it has the whole mail, and never says whether it took it. */
        DROPPING,

        /** Takes one mail a call. */
        CURT,

        /** Takes everything. */
        WILLING
    }

    private static final int BACKLOG = 50;
    private static final Duration SLOWNESS = Duration.ofMillis(300);

    private final Habit habit;

    /** What it encrypts a conversation with when asked; null where it knows of no encryption. */
    private volatile SSLContext tls;

    private final ServerSocket socket;
    private final Thread listener;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<String> hellos = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean closed;

    public OddMailServer(int port, Habit habit) {
        this.habit = habit;
        try {
            this.socket = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.listener = start(this::listen);
    }

    /** Shows this certificate after STARTTLS (RFC 3207) from now on. */
    public void encrypt(SSLContext certificate) {
        tls = certificate;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How many connections were opened. */
    public int calls() {
        return callers.size();
    }

    /** How many of the calls are over. */
    public int endedCalls() {
        return ended.get();
    }

    /** The names under which callers introduced themselves. */
    public List<String> hellos() {
        return List.copyOf(hellos);
    }

    /** Every mail that it was given, as it came over the wire. */
    public List<String> mails() {
        return List.copyOf(mails);
    }

    /** Takes no more calls; those who hang on the line hang on. */
    public void stopListening() {
        try {
            socket.close();
            listener.join(); // as long as it waits for a call, the port is taken
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        stopListening();
        callers.forEach(OddMailServer::hangUp);
    }

    private void listen() {
        try {
            while (true) {
                Socket caller = socket.accept();
                callers.add(caller);
                if (closed) {
                    hangUp(caller); // it called at the last moment, and was not among those hung up on
                }
                if (habit != Habit.SILENT) {
                    start(() -> talk(caller));
                }
            }
        } catch (IOException closed) {
            // no more calls
        }
    }

    private void talk(Socket caller) {
        try {
            say(caller, "220 odd");
            listenTo(caller);
        } catch (IOException closed) {
            // the caller hung up
        } finally {
            ended.incrementAndGet();
        }
    }

    private void listenTo(Socket caller) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String command = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (command.equals("EHLO")) {
                    hellos.add(line.substring("EHLO ".length()));
                }
                say(caller, answer(command));
                if (command.equals("STARTTLS")) {
                    listenTo(encrypted(caller));
                    return;
                }
                if (command.equals("DATA")) {
                    mails.add(mail(lines));
                    if (habit == Habit.DROPPING) {
                        hangUp(caller);
                        return;
                    }
                    say(caller, "250 taken");
                    if (habit == Habit.CURT) {
                        hangUp(caller);
                        return;
                    }
                }
            }
        }
    }

    private Socket encrypted(Socket caller) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(caller, null, true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private String answer(String command) {
        return switch (command) {
            case "RCPT" -> recipient();
            case "EHLO" -> tls == null ? "250 odd" : "250-odd\r\n250 STARTTLS";
            case "STARTTLS" -> tls == null ? "502 what" : "220 go on";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 odd";
        };
    }

    private String recipient() {
        return switch (habit) {
            case BUSY -> "451 4.3.0 not now";
            case REFUSING -> "550 5.1.1 no such mailbox";
            default -> "250 odd";
        };
    }

    private void say(Socket caller, String line) throws IOException {
        if (habit == Habit.SLOW) {
            LockSupport.parkNanos(SLOWNESS.toNanos());
        }
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
    }

    private static String mail(BufferedReader lines) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private static void hangUp(Socket caller) {
        try {
            caller.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "odd-mail-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
