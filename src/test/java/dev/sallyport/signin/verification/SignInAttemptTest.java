package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.accounts.password.StoredPassword;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.policies.policy.DeviceTrust;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.sessions.device.DeviceMatch;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTerm;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.rotation.Rotation;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInAttemptTest {

    private static final EmailAddress EMAIL = new EmailAddress("ada@example.org");
    private static final StoredPassword STORED = new StoredPassword("$argon2id$", 1);
    private static final DeviceTokenHandle TOKEN =
            new DeviceTokenHandle(new UserId(UUID.randomUUID()), new DeviceId(UUID.randomUUID()), 3);
    private static final PresentedDevice UNKNOWN = PresentedDevice.unidentified(Optional.of(TOKEN), null);

    private static SignInAttempt attempt(SignInSubject subject, PresentedDevice device) {
        return new SignInAttempt(EMAIL, Optional.ofNullable(subject), device, false, Optional.empty(), Instant.EPOCH);
    }

    private static SignInSubject subject(boolean active, StoredPassword password) {
        return new SignInSubject(
                new SessionUser(new UserId(UUID.randomUUID()), EMAIL.value(), 0, List.of()),
                new ChallengeBinding(0, 0),
                "en",
                active,
                Optional.ofNullable(password),
                false,
                false,
                List.of(),
                UNKNOWN,
                new StrictestPolicy(Requirement.NONE, new DeviceTrust(false, Duration.ZERO), true));
    }

    @Test
    void only_the_password_of_an_active_user_can_be_correct() {
        assertThat(attempt(subject(true, STORED), UNKNOWN).password()).contains(STORED);
        assertThat(attempt(subject(false, STORED), UNKNOWN).password()).isEmpty();
        assertThat(attempt(subject(true, null), UNKNOWN).password()).isEmpty();
        assertThat(attempt(null, UNKNOWN).password()).isEmpty();
    }

    @Test
    void only_a_recognized_device_has_a_budget_of_its_own() {
        DeviceState state = new DeviceState(
                TOKEN.id(),
                new Rotation(3, null, null),
                Browser.UNKNOWN,
                Instant.EPOCH,
                false,
                new DeviceTerm(true, false, Instant.MAX));

        assertThat(attempt(null, UNKNOWN.identifiedAs(state, DeviceMatch.RECOGNIZED))
                        .deviceId())
                .contains(TOKEN.id());
        assertThat(attempt(null, UNKNOWN.identifiedAs(state, DeviceMatch.CHANGED_BROWSER))
                        .deviceId())
                .isEmpty();
        assertThat(attempt(null, UNKNOWN.identifiedAs(state, DeviceMatch.COPIED))
                        .deviceId())
                .isEmpty();
        assertThat(attempt(null, UNKNOWN).deviceId()).isEmpty();
    }

    @Test
    void guesses_are_counted_by_the_sha_256_of_the_email() {
        // printf %s ada@example.org | sha256sum
        assertThat(HexFormat.of().formatHex(attempt(null, UNKNOWN).emailHash()))
                .isEqualTo("cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d");
    }
}
