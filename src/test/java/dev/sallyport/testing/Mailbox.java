package dev.sallyport.testing;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A real SMTP server, and what was delivered to it. */
@Startup
@Singleton
public class Mailbox {

    private static final Pattern CODE = Pattern.compile("(?m)^ {4}([0-9]{6})\\s*$");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GreenMail server;

    public Mailbox(@ConfigProperty(name = "quarkus.mailer.port") int port) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(PATIENCE.toMillis());
        server = new GreenMail(setup);
        server.start();
    }

    /** Everything that was delivered to an address so far, in the order in which it came. */
    public List<MimeMessage> mailsTo(String recipient) {
        GreenMailUser user = server.getUserManager().getUserByEmail(recipient);
        try {
            return user == null
                    ? List.of()
                    : server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                            .map(StoredMessage::getMimeMessage)
                            .toList();
        } catch (ConcurrentModificationException beingDelivered) {
            return mailsTo(recipient); // GreenMail copies its list without a lock
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many mailboxes the server put a mail into: one for each recipient of the envelope, whatever the mail says.
     */
    public long copies(MimeMessage mail) throws MessagingException {
        String id = mail.getMessageID();
        try {
            return Stream.of(server.getReceivedMessages())
                    .filter(other -> id.equals(messageId(other)))
                    .count();
        } catch (ConcurrentModificationException beingDelivered) {
            return copies(mail);
        }
    }

    private static String messageId(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mails to an address, once there are at least so many. */
    public List<MimeMessage> awaitMailsTo(String recipient, int count) {
        return await(recipient, count, mail -> true);
    }

    /** Waits for a mail to an address with this subject. */
    public void awaitMail(String recipient, String subject) {
        await(recipient, 1, mail -> subject.equals(subject(mail)));
    }

    public static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code in the {@code count}th mail with a code to an address; notices between are passed over. */
    public String awaitCode(String recipient, int count) {
        List<MimeMessage> mails =
                await(recipient, count, mail -> CODE.matcher(text(mail)).find());
        Matcher code = CODE.matcher(text(mails.get(count - 1)));
        code.find();
        return code.group(1);
    }

    /** The token of the link in the {@code count}th mail to an address that has one with this prefix. */
    public String awaitToken(String recipient, String prefix, int count) {
        Pattern link = Pattern.compile("#(" + prefix + "[A-Za-z0-9._-]+)");
        List<MimeMessage> mails =
                await(recipient, count, mail -> link.matcher(text(mail)).find());
        Matcher token = link.matcher(text(mails.get(count - 1)));
        token.find();
        return token.group(1);
    }

    private List<MimeMessage> await(String recipient, int count, Predicate<MimeMessage> which) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<MimeMessage> mails = mailsTo(recipient).stream().filter(which).toList();
        while (mails.size() < count && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            mails = mailsTo(recipient).stream().filter(which).toList();
        }
        if (mails.size() < count) {
            throw new AssertionError("Only " + mails.size() + " of " + count + " mails to " + recipient);
        }
        return mails;
    }

    /** The whole message as it came over the wire, decoded where it was encoded. */
    public static String text(MimeMessage mail) {
        try {
            StringBuilder text = new StringBuilder();
            append(mail.getContent(), text);
            return text.toString().replace("\r\n", "\n");
        } catch (MessagingException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String raw(MimeMessage mail) {
        return GreenMailUtil.getWholeMessage(mail);
    }

    private static void append(Object content, StringBuilder text) throws MessagingException, java.io.IOException {
        if (content instanceof jakarta.mail.Multipart parts) {
            for (int part = 0; part < parts.getCount(); part++) {
                append(parts.getBodyPart(part).getContent(), text);
            }
        } else {
            text.append(content).append('\n');
        }
    }

    @PreDestroy
    public void stop() {
        server.stop();
    }

    /** The mail server is back, with an empty memory. */
    public void start() {
        server.start();
    }

    public int port() {
        return server.getSmtp().getPort();
    }
}
