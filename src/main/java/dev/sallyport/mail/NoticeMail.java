package dev.sallyport.mail;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the notices: what happened, when, from where, and what to do if it was not you. No link, no secret. */
@Singleton
class NoticeMail implements MailComposer {

    private static final Set<MailKind> KINDS = Set.of(
            MailKind.PASSWORD_CHANGED,
            MailKind.EMAIL_CHANGED,
            MailKind.TWO_FACTOR_ENABLED,
            MailKind.AUTHENTICATOR_ADDED,
            MailKind.AUTHENTICATOR_REPLACED,
            MailKind.AUTHENTICATOR_REMOVED,
            MailKind.TWO_FACTOR_DISABLED,
            MailKind.TWO_FACTOR_RESET,
            MailKind.RECOVERY_CODES_REGENERATED,
            MailKind.RECOVERY_CODE_USED,
            MailKind.PAPER_KEY_USED,
            MailKind.PAPER_KEY_RENEWED,
            MailKind.SECOND_STEP_LOCKED,
            MailKind.REFRESH_TOKEN_REUSED,
            MailKind.SSO_IDENTITY_LINKED,
            MailKind.DEVICE_COPIED,
            MailKind.WRONG_PASSWORDS,
            MailKind.WRONG_CODES);

    private final MailWriter writer;

    NoticeMail(MailWriter writer) {
        this.writer = writer;
    }

    @Override
    public Set<MailKind> kinds() {
        return KINDS;
    }

    @Override
    public Optional<ComposedMail> compose(OwedMail mail) {
        String headline = mail.kind().text() + "_headline";
        Map<String, Object> data = new HashMap<>(mail.details());
        data.put("headline", headline);
        data.put("body", mail.kind().text() + "_body");
        data.put(Notices.WHEN, mail.time(Notices.WHEN));
        return Optional.of(writer.write("notice", headline, mail, data));
    }
}
