package dev.sallyport.policies.policy;

import dev.sallyport.mailing.mail.MailComposer;
import dev.sallyport.mailing.mail.MailDraft;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.Notices;
import dev.sallyport.mailing.mail.QueuedMail;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the mails about an account's policy: to members who must set up a factor, and to owners when the policy is
 * relaxed.
 */
@Singleton
public class PolicyMail implements MailComposer {

    /** The name of the account. */
    public static final String ACCOUNT = "account";

    /** When the requirement begins, as ISO 8601 text. */
    public static final String DATE = "date";

    /** The email of the user who made the change. */
    static final String WHO = "who";

    @Override
    public Set<MailKind> kinds() {
        return Set.of(
                MailKind.TWO_FACTOR_REQUIRED,
                MailKind.TWO_FACTOR_REQUIRED_NOW,
                MailKind.TWO_FACTOR_REMINDER,
                MailKind.TWO_FACTOR_POLICY_RELAXED,
                MailKind.TWO_FACTOR_POLICY_LIFTED);
    }

    @Override
    public Optional<MailDraft> compose(QueuedMail mail) {
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put(DATE, mail.time(DATE));
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(new MailDraft("policy", data));
    }
}
