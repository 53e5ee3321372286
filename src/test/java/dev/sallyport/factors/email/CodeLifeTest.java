package dev.sallyport.factors.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.QueuedMail;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeLifeTest {

    @ParameterizedTest
    @DisplayName("[MAIL-02] A mail never promises more minutes than its code has left, and names the end")
    @CsvSource({
        "10:00:00, 10",
        "10:00:05, 10",
        "10:00:06, 9",
        "10:01:00, 9",
        "10:08:00, 2",
        "10:08:30, 1",
        "10:09:30, 1"
    })
    void minutes(String handedOverAt, long minutes) {
        QueuedMail mail = new QueuedMail(
                null, MailKind.EMAIL_CODE, "a@b.test", "de", Map.of(), Instant.parse("2026-11-29T10:10:00Z"));
        assertThat(CodeLife.words(mail, Instant.parse("2026-11-29T" + handedOverAt + "Z")))
                .containsEntry("minutes", minutes)
                .containsEntry("until", "29. November 2026, 10:10");
    }
}
