package dev.sallyport.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A mail server that takes nothing but what RFC 5321 allows, byte by byte: no line feed or carriage return alone, no
 * line of more than 998 bytes, no eighth bit (it does not offer 8BITMIME). What it says can be chosen.
 */
public final class StrictMailServer implements AutoCloseable {

    private static final int LONGEST_LINE = 998;
    private static final int BACKLOG = 50;

    private final ServerSocket socket;
    private final Thread listener;
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private final List<Received> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    private volatile UnaryOperator<String> toRecipient = recipient -> "250 2.1.5 ok";
    private volatile UnaryOperator<String> toMail = recipient -> "250 2.0.0 taken";
    private volatile UnaryOperator<String> greeting = call -> "220 strict.example.test ESMTP";
    private volatile String mechanisms = "";

    /** A mail as it came, dots unstuffed, with the recipient that the server was given. */
    public record Received(String recipient, byte[] bytes) {}

    public StrictMailServer(int port) {
        try {
            socket = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener = start(this::listen);
    }

    /** What it answers to RCPT TO with this address. */
    public StrictMailServer onRecipient(UnaryOperator<String> answer) {
        toRecipient = answer;
        return this;
    }

    /** What it answers when it has the whole mail to this address; it hangs up without a word where that is null. */
    public StrictMailServer onMail(UnaryOperator<String> answer) {
        toMail = answer;
        return this;
    }

    /** What it says to the call of this number, from 1 on. */
    public StrictMailServer onCall(UnaryOperator<String> answer) {
        greeting = answer;
        return this;
    }

    /** Offers these mechanisms of SMTP AUTH; it takes PLAIN and LOGIN, and answers XOAUTH2 by a challenge. */
    public StrictMailServer offering(String offered) {
        mechanisms = offered;
        return this;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<Received> mails() {
        return List.copyOf(mails);
    }

    public List<Received> mailsTo(String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    /** Every line that was no part of a mail. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** What was not as the RFC wants it. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket caller : callers) {
                caller.close();
            }
            listener.join(); // as long as it waits for a call, the port is taken
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            while (true) {
                Socket caller = socket.accept();
                callers.add(caller);
                start(() -> talk(caller));
            }
        } catch (IOException closed) {
            // no more calls
        }
    }

    private void talk(Socket caller) {
        try (caller) {
            InputStream in = new BufferedInputStream(caller.getInputStream());
            say(caller, greeting.apply(Integer.toString(calls.incrementAndGet())));
            String recipient = "";
            for (String line = command(in); line != null; line = command(in)) {
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (verb.equals("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                }
                say(caller, answer(verb, line, recipient));
                if (verb.equals("DATA")) {
                    mails.add(new Received(recipient, mail(in)));
                    String reply = toMail.apply(recipient);
                    if (reply == null) {
                        return;
                    }
                    say(caller, reply);
                }
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException closed) {
            // the caller hung up
        }
    }

    private String answer(String verb, String line, String recipient) {
        return switch (verb) {
            case "EHLO" ->
                mechanisms.isEmpty()
                        ? "250-strict.example.test\r\n250 ENHANCEDSTATUSCODES"
                        : "250-strict.example.test\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH " + mechanisms;
            case "AUTH" ->
                line.startsWith("AUTH XOAUTH2")
                        ? "334 eyJzdGF0dXMiOiI0MDAifQ=="
                        : line.startsWith("AUTH PLAIN ") ? "235 2.7.0 in" : "334 VXNlcm5hbWU6";
            case "RCPT" -> toRecipient.apply(recipient);
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 2.0.0 bye";
            case "MAIL", "RSET", "NOOP" -> "250 2.0.0 ok";
            // the lines of AUTH LOGIN; what follows a challenge of XOAUTH2 is none of them
            default ->
                line.equals("c2VjcmV0")
                        ? "235 2.7.0 in"
                        : line.equals("bWFpbGVy") ? "334 UGFzc3dvcmQ6" : "500 5.5.2 what";
        };
    }

    private String command(InputStream in) throws IOException {
        byte[] line = line(in, "a command");
        if (line == null) {
            return null;
        }
        String text = new String(line, StandardCharsets.ISO_8859_1);
        commands.add(text);
        return text;
    }

    private byte[] mail(InputStream in) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        for (byte[] line = line(in, "a mail"); line != null; line = line(in, "a mail")) {
            boolean dot = line.length > 0 && line[0] == '.';
            if (dot && line.length == 1) {
                return mail.toByteArray();
            }
            mail.write(line, dot ? 1 : 0, line.length - (dot ? 1 : 0));
            mail.write('\r');
            mail.write('\n');
        }
        faults.add("a mail without an end");
        return mail.toByteArray();
    }

    /** One line without its CRLF; null at the end of the call. */
    private byte[] line(InputStream in, String where) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\r') {
                if (in.read() != '\n') {
                    faults.add("a carriage return alone in " + where);
                }
                if (line.size() > LONGEST_LINE) {
                    faults.add("a line of " + line.size() + " bytes in " + where);
                }
                return line.toByteArray();
            }
            if (next == '\n') {
                faults.add("a line feed alone in " + where + " after: " + line);
            }
            if (next > 126 || next < 32 && next != '\t' && next != '\n') {
                faults.add("byte " + next + " in " + where);
            }
            line.write(next);
        }
        return null;
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        caller.getOutputStream().flush();
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "strict-mail-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
