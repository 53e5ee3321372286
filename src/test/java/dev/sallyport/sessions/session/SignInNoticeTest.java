package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInNoticeTest {

    private static final Instant DUE_AT = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void each_notice_is_shown_by_its_type_and_with_what_belongs_to_it() {
        assertThat(SignedInResponse.Notice.of(new SignInNotice.EnrollmentDue(DUE_AT)))
                .isEqualTo(new SignedInResponse.Notice("enrollment_due", DUE_AT, null));
        assertThat(SignedInResponse.Notice.of(new SignInNotice.RecoveryCodesLow(2)))
                .isEqualTo(new SignedInResponse.Notice("recovery_codes_low", null, 2));
    }

    @Test
    void the_last_recovery_code_leaves_none() {
        assertThat(new SignInNotice.RecoveryCodesLow(0).isOfLastRecoveryCode()).isTrue();
        assertThat(new SignInNotice.RecoveryCodesLow(1).isOfLastRecoveryCode()).isFalse();
        assertThat(new SignInNotice.EnrollmentDue(DUE_AT).isOfLastRecoveryCode())
                .isFalse();
    }
}
