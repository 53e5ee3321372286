package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.factors.email.CodeRecipient;
import dev.sallyport.factors.factor.ChallengeBinding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.mailing.mail.NoticeRecipient;
import dev.sallyport.policies.policy.DeviceTrust;
import dev.sallyport.policies.policy.Requirement;
import dev.sallyport.policies.policy.StrictestPolicy;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.caller.ClientContext;
import dev.sallyport.sessions.device.DeviceMatch;
import dev.sallyport.sessions.device.DeviceState;
import dev.sallyport.sessions.device.DeviceTerm;
import dev.sallyport.sessions.device.DeviceTokenHandle;
import dev.sallyport.sessions.rotation.Rotation;
import dev.sallyport.sessions.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInSubjectTest {

    private static final Instant TRUSTED = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final DeviceTerm LIVE = new DeviceTerm(true, false, Instant.MAX);
    private static final DeviceTrust ALLOWED = new DeviceTrust(true, TWO_WEEKS);

    private static SignInSubject subject(boolean skips, DeviceTrust trust, FactorMethod... methods) {
        DeviceState device = new DeviceState(
                new DeviceId(UUID.randomUUID()),
                new Rotation(0, null, null),
                new Browser("Chrome", "140", "Windows"),
                TRUSTED,
                skips,
                LIVE);
        return new SignInSubject(
                new SessionUser(new UserId(UUID.randomUUID()), "ada@example.org", 0, List.of()),
                new ChallengeBinding(0, 0),
                "en",
                true,
                Optional.empty(),
                false,
                false,
                List.of(methods),
                PresentedDevice.unidentified(Optional.empty(), null).identifiedAs(device, DeviceMatch.RECOGNIZED),
                new StrictestPolicy(Requirement.NONE, trust, true));
    }

    @Test
    @DisplayName("[DEVC-03] a device stands in for the second factor only if asked for, still allowed, and in its time")
    void when_a_device_stands_in() {
        assertThat(subject(true, ALLOWED).deviceSkipsSecondFactor(TRUSTED)).isTrue();
        assertThat(subject(false, ALLOWED).deviceSkipsSecondFactor(TRUSTED)).isFalse();
        assertThat(subject(true, new DeviceTrust(false, TWO_WEEKS)).deviceSkipsSecondFactor(TRUSTED))
                .as("forbidden since")
                .isFalse();
        Instant end = TRUSTED.plus(TWO_WEEKS);
        assertThat(subject(true, ALLOWED).deviceSkipsSecondFactor(end.minusNanos(1)))
                .isTrue();
        assertThat(subject(true, ALLOWED).deviceSkipsSecondFactor(end)).isFalse();
    }

    @Test
    void an_app_is_what_makes_a_second_factor() {
        assertThat(subject(false, ALLOWED, FactorMethod.TOTP).authenticatorBound())
                .isTrue();
        assertThat(subject(false, ALLOWED, FactorMethod.RECOVERY_CODE).authenticatorBound())
                .isFalse();
    }

    @Test
    @DisplayName("[DEVC-01] what was shown is recognized, changed, a copy or no longer trusted, and never two of them")
    void what_was_shown() {
        DeviceTokenHandle token =
                new DeviceTokenHandle(new UserId(UUID.randomUUID()), new DeviceId(UUID.randomUUID()), 3);
        DeviceState state =
                new DeviceState(token.id(), new Rotation(3, null, null), Browser.UNKNOWN, TRUSTED, false, LIVE);
        PresentedDevice unknown = PresentedDevice.unidentified(Optional.of(token), null);
        for (DeviceMatch recognition : DeviceMatch.values()) {
            PresentedDevice shown = unknown.identifiedAs(state, recognition);
            assertThat(shown.recognized().isPresent()).isEqualTo(recognition == DeviceMatch.RECOGNIZED);
            assertThat(shown.changed().isPresent())
                    .isEqualTo(
                            recognition == DeviceMatch.CHANGED_BROWSER || recognition == DeviceMatch.CHANGED_VERSION);
            assertThat(shown.copied().isPresent()).isEqualTo(recognition == DeviceMatch.COPIED);
            assertThat(shown.found().isPresent()).isEqualTo(recognition.isOfLiveDevice());
            assertThat(shown.recognized().or(shown::changed).or(shown::copied))
                    .as("of %s", recognition)
                    .isEqualTo(recognition.isOfLiveDevice() ? Optional.of(token) : Optional.empty());
        }
        assertThat(unknown.recognized()).isEmpty();
        assertThat(unknown.changed()).isEmpty();
        assertThat(unknown.copied()).isEmpty();
    }

    @Test
    @DisplayName("[DEVC-03] a device that is no longer trusted replaces nothing")
    void an_ended_device_stands_in_for_nothing() {
        DeviceState state = subject(true, ALLOWED).device().found().orElseThrow();
        for (DeviceMatch ended : List.of(DeviceMatch.BEFORE_EPOCH, DeviceMatch.REVOKED, DeviceMatch.EXPIRED)) {
            assertThat(PresentedDevice.unidentified(Optional.empty(), null)
                            .identifiedAs(state, ended)
                            .found())
                    .isEmpty();
        }
    }

    @Test
    void a_notice_is_in_the_language_of_the_user_and_names_the_place_of_the_act() {
        ClientContext request = new ClientContext("203.0.113.1", "curl/8", "request");
        SignInSubject ada = subject(false, ALLOWED);

        assertThat(ada.recipient(request))
                .isEqualTo(new NoticeRecipient(
                        ada.user().id(), "ada@example.org", "en", "203.0.113.1", request.browser()));
    }

    @Test
    void the_code_of_a_challenge_goes_to_the_user_in_their_language() {
        ClientContext request = new ClientContext("203.0.113.1", "curl/8", "request");
        SignInSubject ada = subject(false, ALLOWED);
        ChallengeId challenge = new ChallengeId(UUID.randomUUID());

        assertThat(ada.codeRecipient(challenge, TRUSTED, request))
                .isEqualTo(new CodeRecipient(
                        ada.user().id(),
                        "ada@example.org",
                        "en",
                        challenge,
                        MailKind.EMAIL_CODE,
                        "203.0.113.1",
                        TRUSTED));
    }

    @Test
    void what_a_backend_reports_of_a_device_is_kept_when_the_device_is_found() {
        DeviceTokenHandle token =
                new DeviceTokenHandle(new UserId(UUID.randomUUID()), new DeviceId(UUID.randomUUID()), 3);
        DeviceState state =
                new DeviceState(token.id(), new Rotation(3, null, null), Browser.UNKNOWN, TRUSTED, false, LIVE);
        ReportedClient report = new ReportedClient("backend", "Firefox", "198.51.100.7");
        PresentedDevice shown = PresentedDevice.unidentified(Optional.of(token), "Ada's laptop");

        assertThat(shown.reported()).isEmpty();
        assertThat(shown.found()).isEmpty();
        assertThat(shown.reportedBy(report).identifiedAs(state, DeviceMatch.RECOGNIZED))
                .isEqualTo(new PresentedDevice(
                        Optional.of(token),
                        Optional.of(state),
                        Optional.of(DeviceMatch.RECOGNIZED),
                        "Ada's laptop",
                        Optional.of(report)));
    }
}
