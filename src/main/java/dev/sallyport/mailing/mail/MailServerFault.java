package dev.sallyport.mailing.mail;

import io.vertx.ext.mail.SMTPException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a mail server cannot be used, in words that are fit for the log: without addresses of users and codes. */
final class MailServerFault {

    private static final int MAX = 16;

    private MailServerFault() {}

    /**
     * The kind of failure, what it says, and the server: of a reply its codes and its words, of anything else the class
     * of the exception and its message.
     *
     * @param server host and port
     */
    static String of(Throwable failure, String server) {
        String what = reply(failure)
                .map(reply -> SmtpReply.of(reply.getReplyCode(), reply.getReplyMessages(), false)
                        .words(""))
                .orElseGet(() -> described(root(failure)));
        return what + " (" + server + ")";
    }

    /** What the server said, if it said anything. */
    static Optional<SMTPException> reply(Throwable failure) {
        return causes(failure)
                .filter(SMTPException.class::isInstance)
                .map(SMTPException.class::cast)
                .findFirst();
    }

    private static String described(Throwable root) {
        String message = SmtpReply.clean(String.valueOf(root.getMessage()));
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + message);
    }

    private static Throwable root(Throwable failure) {
        List<Throwable> causes = causes(failure).toList();
        return causes.get(causes.size() - 1);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(MAX);
    }
}
