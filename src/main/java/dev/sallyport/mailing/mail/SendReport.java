package dev.sallyport.mailing.mail;

import org.jspecify.annotations.Nullable;

/**
 * The result of sending a mail, and the mail server's reply.
 *
 * @param reply reply code and enhanced status code; null where the server said nothing
 * @param words the same with the server's words, or why it is not reachable or did not say, fit for the log; null where
 *     there are none
 */
record SendReport(
        SendResult outcome,
        @Nullable String reply,
        @Nullable String words) {

    /** A result without a relevant server reply. */
    static SendReport of(SendResult outcome) {
        return new SendReport(outcome, null, null);
    }

    /** @param trouble why the server is not reachable, fit for the log */
    static SendReport unreachable(String trouble) {
        return new SendReport(SendResult.UNREACHABLE, null, trouble);
    }

    /** @param trouble why it is not known whether the server has the mail, fit for the log */
    static SendReport unknown(String trouble) {
        return new SendReport(SendResult.UNKNOWN, null, trouble);
    }

    static SendReport of(SmtpReply reply, String recipient) {
        return new SendReport(reply.verdict(), reply.codes(), reply.words(recipient));
    }
}
