package dev.sallyport.mailing.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The sending of one mail, for which several connections may be opened: only the first one that the server answers
 * sends the mail.
 */
final class SmtpExchange {

    /** How the mail client begins the message of a reply to {@code RCPT TO}; it gives no other sign of it. */
    private static final String ABOUT_RECIPIENT = "recipient address not accepted";

    /** In the place of a call where none may begin. */
    private static final Object NONE = new Object();

    private final OutgoingMail mail;
    private final Runnable begun;
    private final Clock clock;
    private final String server;
    private final AtomicReference<Object> carrier = new AtomicReference<>();
    private final CompletableFuture<Void> start = new CompletableFuture<>();
    private final CompletableFuture<SendReport> end = new CompletableFuture<>();

    /** @param server host and port, as the log names them */
    SmtpExchange(OutgoingMail mail, Runnable begun, Clock clock, String server) {
        this.mail = mail;
        this.begun = begun;
        this.clock = clock;
        this.server = server;
    }

    /** The server listens to a call, which asks for the mail. False if the call must not send the mail: it hangs up. */
    boolean begin(Object call) {
        if (!carrier.compareAndSet(null, call)) {
            return carrier.get() == call && !end.isDone();
        }
        if (!clock.instant().isBefore(mail.notAfter())) {
            finish(SendReport.of(SendResult.EXPIRED));
            return false;
        }
        begun.run();
        start.complete(null);
        return true;
    }

    void accepted() {
        finish(SendReport.of(SendResult.ACCEPTED));
    }

    /**
     * A call failed. If none has begun to send, nothing was sent; for one that has begun, the outcome may be unknown.
     */
    void failed(Object call, Throwable failure) {
        Optional<SmtpReply> reply = reply(failure);
        if (carrier.compareAndSet(null, NONE)) {
            finish(reply.map(this::report)
                    .orElseGet(() -> SendReport.unreachable(MailServerFault.of(failure, server))));
        } else if (carrier.get() == call) {
            finish(reply.map(this::report).orElseGet(() -> SendReport.unknown(MailServerFault.of(failure, server))));
        }
    }

    /** Waits for a call to begin, or for the end. True where neither came in this time. */
    boolean awaitSilence(Duration patience) throws InterruptedException {
        return !await(CompletableFuture.anyOf(start, end), patience);
    }

    /** The outcome, once it is there or this time is over. */
    SendReport outcome(Duration patience) throws InterruptedException {
        if (carrier.compareAndSet(null, NONE)) {
            finish(SendReport.unreachable("no answer (" + server + ")"));
        }
        if (!await(end, patience)) {
            finish(SendReport.unknown("no answer (" + server + ")"));
        }
        return end.join();
    }

    private static boolean await(CompletableFuture<?> event, Duration patience) throws InterruptedException {
        try {
            event.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never.getCause());
        }
    }

    private void finish(SendReport report) {
        end.complete(report);
    }

    private SendReport report(SmtpReply reply) {
        return SendReport.of(reply, mail.recipient());
    }

    private static Optional<SmtpReply> reply(Throwable failure) {
        return MailServerFault.reply(failure)
                .map(reply -> SmtpReply.of(
                        reply.getReplyCode(),
                        reply.getReplyMessages(),
                        String.valueOf(reply.getMessage()).startsWith(ABOUT_RECIPIENT)));
    }
}
