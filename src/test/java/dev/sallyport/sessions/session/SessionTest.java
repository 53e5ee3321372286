package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.security.token.AssuranceLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration IDLE = Duration.ofDays(7);
    private static final Duration ABSOLUTE = Duration.ofDays(30);
    private static final SessionId ID = new SessionId(UUID.randomUUID());
    private static final DeviceId DEVICE = new DeviceId(UUID.randomUUID());
    private static final ProviderId PROVIDER = new ProviderId(UUID.randomUUID());
    private static final SessionUser ADA =
            new SessionUser(new UserId(UUID.randomUUID()), "ada@example.org", 3, List.of("support"));
    private static final ClientContext CONTEXT = new ClientContext("203.0.113.1", "curl/8", "request");

    private static final SessionConfig CONFIG = new SessionConfig() {

        @Override
        public Duration idleLifetime() {
            return IDLE;
        }

        @Override
        public Duration absoluteLifetime() {
            return ABSOLUTE;
        }
    };

    private static NewSession byPassword() {
        return new NewSession(ADA, AssuranceLevel.ONE_FACTOR, List.of("pwd"), Optional.empty(), CONTEXT);
    }

    private static NewSession byProvider(String... methods) {
        return new NewSession(
                ADA,
                AssuranceLevel.ONE_FACTOR,
                List.of("sso"),
                Optional.empty(),
                CONTEXT,
                Optional.of(NOW.minusSeconds(60)),
                Optional.of(new ProviderAssertion(PROVIDER, List.of(methods))));
    }

    private static Session session(NewSession start) {
        return new Session(ID, start, NOW, CONFIG);
    }

    @Test
    void a_session_begins_with_what_was_proved_at_this_moment() {
        Session session = session(byPassword().on(Optional.of(DEVICE)));

        assertThat(session.provedLevel()).isEqualTo(AssuranceLevel.ONE_FACTOR);
        assertThat(session.provedAmr()).containsExactly("pwd");
        assertThat(session.authTime()).isEqualTo(NOW);
        assertThat(session.epoch()).isEqualTo(3);
        assertThat(session.generation()).isZero();
        assertThat(session.deviceId()).isEqualTo(DEVICE);
        assertThat(session.policyExempt()).isFalse();
        assertThat(session.providerId()).isNull();
        assertThat(session.ip()).isEqualTo("203.0.113.1");
        assertThat(session.userAgent()).isEqualTo("curl/8");
    }

    @Test
    void a_session_that_a_provider_vouches_for_has_its_assertion_and_its_time() {
        Session session = session(byProvider("hwk", "mfa"));

        assertThat(session.authTime()).isEqualTo(NOW.minusSeconds(60));
        assertThat(session.policyExempt()).isTrue();
        assertThat(session.providerId()).isEqualTo(PROVIDER);
        assertThat(session.providerAmr()).containsExactly("hwk", "mfa");
        assertThat(session.freshProof().level()).isEqualTo(AssuranceLevel.TWO_FACTOR);
        assertThat(session.isProvedHere("sso")).isTrue();
        assertThat(session.isProvedHere("hwk")).isFalse();
        assertThat(byProvider("hwk", "mfa").allAmr()).containsExactly("sso", "hwk", "mfa");
        assertThat(byPassword().allAmr()).containsExactly("pwd");
    }

    @Test
    void a_session_ends_when_idle_and_never_later_than_its_last_day() {
        Session session = session(byPassword());
        assertThat(session.idleExpiresAt()).isEqualTo(NOW.plus(IDLE));
        assertThat(session.expiresAt()).isEqualTo(NOW.plus(ABSOLUTE));

        Instant later = NOW.plus(Duration.ofDays(10));
        session.raise(4, AssuranceLevel.TWO_FACTOR, List.of("pwd", "otp", "mfa"), later, CONFIG);
        assertThat(session.idleExpiresAt()).isEqualTo(later.plus(IDLE));
        assertThat(session.expiresAt()).isEqualTo(NOW.plus(ABSOLUTE));

        session.raise(4, AssuranceLevel.TWO_FACTOR, List.of("pwd"), NOW.plus(Duration.ofDays(25)), CONFIG);
        assertThat(session.idleExpiresAt()).isEqualTo(NOW.plus(ABSOLUTE));
    }

    @Test
    void stepping_up_is_a_new_proof_under_a_new_epoch_with_a_new_refresh_token() {
        Session session = session(byPassword());
        Instant later = NOW.plusSeconds(60);

        session.raise(4, AssuranceLevel.TWO_FACTOR, List.of("pwd", "otp", "mfa"), later, CONFIG);

        assertThat(session.epoch()).isEqualTo(4);
        assertThat(session.provedLevel()).isEqualTo(AssuranceLevel.TWO_FACTOR);
        assertThat(session.provedAmr()).containsExactly("pwd", "otp", "mfa");
        assertThat(session.authTime()).isEqualTo(later);
        assertThat(session.lastSeenAt()).isEqualTo(later);
        assertThat(session.createdAt()).isEqualTo(NOW);
        assertThat(session.generation()).isEqualTo(1);
    }

    @Test
    void stepping_up_with_one_factor_leaves_no_second_one_of_a_provider() {
        Session one = session(byProvider("hwk", "mfa"));
        Session two = session(byProvider("hwk", "mfa"));

        one.raise(3, AssuranceLevel.ONE_FACTOR, List.of("sso", "email"), NOW, CONFIG);
        two.raise(3, AssuranceLevel.TWO_FACTOR, List.of("sso", "otp", "mfa"), NOW, CONFIG);

        assertThat(one.providerAmr()).containsExactly("hwk");
        assertThat(one.freshProof().level()).isEqualTo(AssuranceLevel.ONE_FACTOR);
        assertThat(two.providerAmr()).containsExactly("hwk", "mfa");
    }

    @Test
    void the_session_that_is_granted_is_the_one_that_was_stored() {
        SessionGrant grant = SessionGrant.of(session(byProvider("hwk", "mfa")), ADA);

        assertThat(grant)
                .isEqualTo(new SessionGrant(
                        ID,
                        ADA,
                        0,
                        AssuranceLevel.TWO_FACTOR,
                        List.of("sso", "hwk", "mfa"),
                        NOW.minusSeconds(60),
                        NOW.plus(IDLE),
                        Optional.empty()));
    }
}
