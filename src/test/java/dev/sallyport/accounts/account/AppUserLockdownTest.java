package dev.sallyport.accounts.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a lockdown leaves of a user, and what its lift restores. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AppUserLockdownTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final AppUser user = new AppUser(new EmailAddress("ada@example.org"), NOW);

    private void lockDown() {
        user.disable();
        user.lockDown(NOW);
    }

    @Test
    void the_lift_enables_a_user_whom_only_the_lockdown_has_disabled() {
        lockDown();
        assertThat(user.isActive()).isFalse();
        assertThat(user.isEnabled()).isTrue();

        user.liftLockdown();

        assertThat(user.isActive()).isTrue();
        assertThat(user.isLockedDown()).isFalse();
    }

    @Test
    void the_lift_leaves_a_user_disabled_who_was_disabled_beside_it() {
        lockDown();
        user.disable();
        assertThat(user.isEnabled()).isFalse();

        user.liftLockdown();

        assertThat(user.isActive()).isFalse();
        assertThat(user.isLockedDown()).isFalse();
    }

    @Test
    void an_earlier_disabling_counts_in_no_later_lockdown() {
        lockDown();
        user.disable();
        user.liftLockdown();
        user.enable();
        lockDown();

        user.liftLockdown();

        assertThat(user.isActive()).isTrue();
    }

    @Test
    void the_bar_outlives_the_lockdown_until_it_is_ended() {
        assertThat(user.isSignInBarred()).isFalse();
        lockDown();
        user.liftLockdown();
        assertThat(user.isSignInBarred()).isTrue();

        user.endSignInBar();

        assertThat(user.isSignInBarred()).isFalse();
    }

    @Test
    void what_was_begun_before_a_lockdown_is_older_than_it_for_good() {
        assertThat(user.wasLockedDownAfter(NOW.minusSeconds(1))).isFalse();
        lockDown();
        user.liftLockdown();
        user.endSignInBar();

        assertThat(user.wasLockedDownAfter(NOW.minusSeconds(1))).isTrue();
        assertThat(user.wasLockedDownAfter(NOW)).isFalse();
    }
}
