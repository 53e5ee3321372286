package dev.sallyport.selfservice.report;

import static dev.sallyport.mailing.mail.MailKind.*;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.SecurityNotices;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReversalTest {

    private static final Map<MailKind, Reversal> TABLE = Map.ofEntries(
            entry(NEW_DEVICE, Reversal.FORGET_DEVICE),
            entry(TWO_FACTOR_ENABLED, Reversal.TURN_TWO_FACTOR_OFF),
            entry(AUTHENTICATOR_ADDED, Reversal.REMOVE_AUTHENTICATOR),
            entry(PASSKEY_ADDED, Reversal.REMOVE_AUTHENTICATOR),
            entry(PASSKEY_REMOVED, Reversal.NONE),
            entry(PASSKEY_COPIED, Reversal.SUSPEND_COPIED_PASSKEY),
            entry(AUTHENTICATOR_REPLACED, Reversal.SUSPEND_AUTHENTICATOR),
            entry(RECOVERY_CODES_REGENERATED, Reversal.SPEND_RECOVERY_CODES),
            entry(PAPER_KEY_RENEWED, Reversal.REMOVE_PAPER_KEY),
            entry(SSO_IDENTITY_LINKED, Reversal.UNLINK_IDENTITY),
            entry(PASSWORD_CHANGED, Reversal.NONE),
            entry(AUTHENTICATOR_REMOVED, Reversal.NONE),
            entry(TWO_FACTOR_DISABLED, Reversal.NONE),
            entry(TWO_FACTOR_RESET, Reversal.NONE),
            entry(TWO_FACTOR_RESET_BY_ACCOUNT, Reversal.NONE),
            entry(RECOVERY_CODE_USED, Reversal.NONE),
            entry(ACCESS_CODE_ISSUED, Reversal.NONE),
            entry(ACCESS_CODE_USED, Reversal.NONE),
            entry(PAPER_KEY_USED, Reversal.NONE),
            entry(DEVICE_COPIED, Reversal.NONE),
            entry(REFRESH_TOKEN_REUSED, Reversal.NONE),
            entry(WRONG_CODES, Reversal.NONE),
            entry(WRONG_PASSWORDS, Reversal.NONE),
            entry(SECOND_STEP_LOCKED, Reversal.NONE),
            entry(ERASURE_REQUESTED, Reversal.CANCEL_ERASURE),
            entry(ERASURE_CANCELLED, Reversal.NONE));

    @Test
    @DisplayName("[D15] every notice that can be reported says what a report undoes")
    void what_a_report_undoes() {
        assertThat(TABLE.keySet()).isEqualTo(SecurityNotices.reportable());
        TABLE.forEach((kind, reversal) ->
                assertThat(Reversal.of(kind)).as(kind.text()).isEqualTo(reversal));
    }

    @Test
    @DisplayName("[N7] the notice to the former address of a user cannot be reported")
    void the_former_mailbox_has_no_say() {
        assertThat(SecurityNotices.reportable()).doesNotContain(EMAIL_CHANGED);
    }
}
