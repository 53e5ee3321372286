package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.language.Language;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.template.MailContents;
import dev.sallyport.mailing.template.MailPart;
import dev.sallyport.mailing.template.MailRenderer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a mail says what has happened, and promises what its link does. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrueMailsTest {

    @Inject
    MailSamples samples;

    private MailContents sample(MailKind kind) {
        return samples.full(kind, Language.ENGLISH, Brand.NONE);
    }

    private static String text(MailContents mail) {
        return MailRenderer.builtIn().render(MailPart.TEXT, mail);
    }

    private static MailContents without(String value, MailContents mail) {
        Map<String, Object> values = new HashMap<>(mail.values());
        values.remove(value);
        return new MailContents(mail.kind(), mail.template(), mail.language(), values, mail.texts());
    }

    @Test
    @DisplayName("[NOTI-04] the code of a step-up is for a user who is signed in, not for a new device")
    void a_step_up() {
        assertThat(text(sample(MailKind.STEP_UP_CODE)))
                .contains("signed in as you")
                .doesNotContain("device we do not know", "knows your password");
        assertThat(text(sample(MailKind.EMAIL_CODE))).contains("a device we do not know");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PASSWORD_RESET_AFTER_REPORT", "PASSWORD_RESET_AFTER_LOCKDOWN", "PASSWORD_RESET_AFTER_GUESSES"})
    @DisplayName("[NOTI-04] a link that follows a disabled password does not say that nothing has changed")
    void a_disabled_password(MailKind kind) {
        assertThat(text(sample(kind))).contains("no longer works").doesNotContain("Nothing has changed");
        assertThat(text(sample(MailKind.PASSWORD_RESET))).contains("Nothing has changed");
        assertThat(kind.isUrgent()).isTrue();
    }

    @Test
    @DisplayName("[NOTI-04] after a lockdown the link goes to users without a password, too")
    void a_password_that_may_not_exist() {
        assertThat(text(sample(MailKind.PASSWORD_RESET_AFTER_LOCKDOWN))).contains("If you had a password");
    }

    @Test
    @DisplayName("[NOTI-04] a lock is told alike where only blind challenges are locked, and after a step-up")
    void a_lock() {
        assertThat(text(sample(MailKind.SECOND_STEP_LOCKED)))
                .contains("may be locked", "or is signed in as you")
                .doesNotContain("is locked");
    }

    @Test
    @DisplayName(
            "[NOTI-04] a copied device may have been shown with a wrong password, or have signed a thief in before")
    void a_copied_device() {
        assertThat(text(sample(MailKind.DEVICE_COPIED)).replaceAll("\\s+", " "))
                .contains("tried to sign in", "may have copied the key", "without a second factor have ended")
                .doesNotContain("your password", "not accepted");
    }

    @Test
    @DisplayName("[NOTI-04] a copied key may also be a lost answer")
    void a_copy_that_is_not_certain() {
        assertThat(text(sample(MailKind.REFRESH_TOKEN_REUSED))).contains("This can happen when");
        assertThat(text(sample(MailKind.PASSKEY_COPIED))).contains("This can happen when");
    }

    @Test
    @DisplayName("[N5] Japanese mails have the full-width marks of their script")
    void japanese_marks() throws IOException {
        Properties texts = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/mails/texts_ja.properties"))) {
            texts.load(file);
        }
        assertThat(texts.values())
                .hasSizeGreaterThan(100)
                .allSatisfy(text -> assertThat(text.toString()).doesNotContainPattern("[?!:()]"));
    }

    @Test
    @DisplayName("[NOTI-04] a reset by an owner is not from support")
    void a_reset_by_an_owner() {
        assertThat(text(without("where", sample(MailKind.TWO_FACTOR_RESET_BY_ACCOUNT))))
                .contains("From: an owner or admin of your account")
                .doesNotContain("support team");
        assertThat(text(without("where", sample(MailKind.TWO_FACTOR_RESET)))).contains("From: your support team");
    }

    @Test
    @DisplayName("[NOTI-04] the mail to a former address says to ask support, since the address no longer signs in")
    void a_former_address() {
        assertThat(text(sample(MailKind.EMAIL_CHANGED)))
                .contains("ask your support team now to lock your sign-in")
                .doesNotContain("change your password");
    }

    @Test
    @DisplayName("[D15] a mail promises to undo a change only if a report undoes it")
    void an_undo_is_promised_where_there_is_one() {
        for (MailKind kind : SecurityNotices.reportable()) {
            boolean undone = Set.of(
                            MailKind.TWO_FACTOR_ENABLED,
                            MailKind.AUTHENTICATOR_ADDED,
                            MailKind.AUTHENTICATOR_REPLACED,
                            MailKind.PASSKEY_ADDED,
                            MailKind.RECOVERY_CODES_REGENERATED,
                            MailKind.PAPER_KEY_RENEWED,
                            MailKind.SSO_IDENTITY_LINKED,
                            MailKind.ERASURE_REQUESTED)
                    .contains(kind);
            assertThat(text(sample(kind)).contains("We will undo the change"))
                    .as(kind.text())
                    .isEqualTo(undone);
        }
    }
}
