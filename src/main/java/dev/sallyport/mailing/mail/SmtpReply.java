package dev.sallyport.mailing.mail;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A mail server's rejection of a mail, and whether the recipient or the operator has to act on it (RFC 5321 section
 * 4.2, RFC 3463).
 *
 * <p>A reply code alone is not enough: 550 stands for an unknown mailbox, a block list, a quota and a sender that is
 * not allowed. Only the enhanced status code tells them apart. A reply without one counts as the operator's problem: a
 * mail that is kept too long costs a few tries, a security notice that is dropped wrongly is lost for good.
 *
 * @param code of three digits
 * @param status enhanced status code such as {@code 5.1.1}; null where the server gave none
 * @param text what the server said after the codes, in one line
 * @param aboutRecipient whether it is the answer to {@code RCPT TO}
 */
record SmtpReply(int code, @Nullable String status, String text, boolean aboutRecipient) {

    private static final int PERMANENT = 500;

    /**
     * The recipient's address is wrong for good: no such mailbox, no such domain, not an address, ambiguous, moved, a
     * domain that takes no mail. Not among them: 5.1.0, which servers use for senders too; 5.1.7 and 5.1.8, which are
     * about the sender; 5.2.x, a mailbox that is full or closed for now.
     */
    private static final Set<String> NO_SUCH_MAILBOX = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10");

    /** At the beginning of the text, or in the form {@code (#5.1.1)} that qmail gives at its end. */
    private static final Pattern STATUS =
            Pattern.compile("^([245]\\.\\d{1,3}\\.\\d{1,3})(?=\\s|$)|\\(#([245]\\.\\d{1,3}\\.\\d{1,3})\\)");

    private static final Pattern LEADING_STATUS = Pattern.compile("^[245]\\.\\d{1,3}\\.\\d{1,3}(\\s+|$)");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'(),;:\\[\\]]+(@|%40)[^\\s<>\"'(),;:\\[\\]]+");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{6,}");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");
    private static final int LONGEST = 200;

    /** The part of a reply that is logged; a server may send more. */
    private static final int LONGEST_LOOKED_AT = 1000;

    /** Reads a reply of one or more lines, each as it came, with its code. */
    static SmtpReply of(int code, List<String> lines, boolean aboutRecipient) {
        List<String> texts = lines.stream()
                .map(line -> line.length() > 4 ? line.substring(4).strip() : "")
                .toList();
        String status = texts.stream()
                .map(SmtpReply::status)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        String text = texts.stream()
                .map(line -> LEADING_STATUS.matcher(line).replaceFirst(""))
                .collect(Collectors.joining(" "))
                .strip();
        return new SmtpReply(code, status, text, aboutRecipient);
    }

    private static Optional<String> status(String line) {
        Matcher status = STATUS.matcher(line);
        return status.find()
                ? Optional.of(status.group(1) == null ? status.group(2) : status.group(1))
                : Optional.empty();
    }

    /** The result for the mail. */
    SendResult verdict() {
        if (code < PERMANENT) {
            return SendResult.DEFERRED;
        }
        return aboutRecipient && status != null && NO_SUCH_MAILBOX.contains(status)
                ? SendResult.NO_MAILBOX
                : SendResult.REJECTED;
    }

    /** The codes, without the server's words. */
    String codes() {
        return status == null ? Integer.toString(code) : code + " " + status;
    }

    /** For the log: the codes and the server's words, without addresses, numbers that may be a code, and line ends. */
    String words(String recipient) {
        String local = recipient.substring(0, Math.max(recipient.lastIndexOf('@'), 0));
        String clean = withoutAddresses(text);
        if (!local.isEmpty()) {
            clean = Pattern.compile("(?<![\\w.])" + Pattern.quote(local) + "(?![\\w.])", Pattern.CASE_INSENSITIVE)
                    .matcher(clean)
                    .replaceAll("<address>");
        }
        return (codes() + " " + withoutNumbers(clean)).strip();
    }

    /** The same for words that are about no recipient. */
    static String clean(String words) {
        return withoutNumbers(withoutAddresses(words));
    }

    private static String withoutAddresses(String words) {
        String line = CONTROL.matcher(words.substring(0, Math.min(words.length(), LONGEST_LOOKED_AT)))
                .replaceAll(" ")
                .replaceAll("\\s+", " ");
        return ADDRESS.matcher(line).replaceAll("<address>");
    }

    private static String withoutNumbers(String words) {
        String clean = LONG_NUMBER.matcher(words).replaceAll("<number>");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }

    /** Without the server's words, which may quote an address. */
    @Override
    public String toString() {
        return "SmtpReply[" + codes() + "]";
    }
}
