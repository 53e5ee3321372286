package dev.sallyport.policies.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.problem.Problem;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.assurance.FactorRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PolicySettingsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final List<AllowedMethod> TOTP_ONLY = List.of(AllowedMethod.TOTP);

    private static PolicySettings required(Instant graceEnd) {
        return new PolicySettings(true, Optional.ofNullable(graceEnd), false, MONTH, AllowedMethod.ALL);
    }

    private static PolicySettings trusting(Duration lifetime) {
        return new PolicySettings(false, Optional.empty(), true, lifetime, AllowedMethod.ALL);
    }

    private static PolicySettings allowing(List<AllowedMethod> methods) {
        return new PolicySettings(false, Optional.empty(), false, MONTH, methods);
    }

    @Test
    @DisplayName("[POLI-02] what is asked of members begins at the end of the grace period, else at once")
    void when_it_binds() {
        assertThat(PolicySettings.NONE.requirement(NOW)).isEqualTo(Requirement.NONE);
        assertThat(required(null).requirement(NOW)).isEqualTo(new Requirement(true, Optional.of(NOW)));
        Requirement graced = required(LATER).requirement(NOW);
        assertThat(graced.isInGrace(LATER.minusNanos(1))).isTrue();
        assertThat(graced.isDue(LATER.minusNanos(1))).isFalse();
        assertThat(graced.isDue(LATER)).isTrue();
        assertThat(graced.isInGrace(LATER)).isFalse();
        assertThat(Requirement.NONE.isDue(NOW)).isFalse();
        assertThat(Requirement.NONE.isInGrace(NOW)).isFalse();
    }

    @Test
    @DisplayName("[POLI-08] every rule that asks less of members is a relaxation, and one that asks for more is not")
    void what_relaxes() {
        assertThat(PolicySettings.NONE.relaxes(required(null), NOW)).isTrue();
        assertThat(PolicySettings.NONE.lifts(required(null))).isTrue();
        assertThat(required(null).lifts(PolicySettings.NONE)).isFalse();
        assertThat(PolicySettings.NONE.lifts(PolicySettings.NONE)).isFalse();
        assertThat(required(LATER).relaxes(required(null), NOW)).isTrue();
        assertThat(required(LATER).relaxes(required(LATER.minusSeconds(1)), NOW))
                .isTrue();
        assertThat(required(null).relaxes(required(LATER), NOW)).isFalse();
        assertThat(required(NOW.minusSeconds(5)).relaxes(required(NOW.minusSeconds(9)), NOW))
                .as("dates that have passed")
                .isFalse();
        assertThat(trusting(MONTH).relaxes(PolicySettings.NONE, NOW)).isTrue();
        assertThat(trusting(MONTH.plusDays(1)).relaxes(trusting(MONTH), NOW)).isTrue();
        assertThat(trusting(MONTH.minusDays(1)).relaxes(trusting(MONTH), NOW)).isFalse();
        assertThat(PolicySettings.NONE.relaxes(trusting(MONTH), NOW)).isFalse();
        assertThat(allowing(AllowedMethod.ALL).relaxes(allowing(TOTP_ONLY), NOW))
                .isTrue();
        assertThat(allowing(TOTP_ONLY).relaxes(allowing(AllowedMethod.ALL), NOW))
                .isFalse();
        assertThat(required(null).relaxes(required(null), NOW)).isFalse();
    }

    @Test
    @DisplayName("[PASK-08] an active requirement narrows if it leaves out a second factor that satisfied it")
    void what_narrows() {
        PolicySettings narrow = new PolicySettings(true, Optional.empty(), false, MONTH, TOTP_ONLY);
        assertThat(narrow.narrows(required(null))).isTrue();
        assertThat(narrow.narrows(narrow)).isFalse();
        assertThat(narrow.narrows(PolicySettings.NONE)).as("begins").isFalse();
        assertThat(required(null).narrows(narrow)).isFalse();
        assertThat(allowing(TOTP_ONLY).narrows(required(null))).as("lifted").isFalse();
        PolicySettings withoutBackup = new PolicySettings(
                true, Optional.empty(), false, MONTH, List.of(AllowedMethod.PASSKEY, AllowedMethod.TOTP));
        assertThat(withoutBackup.narrows(required(null))).isFalse();
    }

    @Test
    @DisplayName("[POLI-08] a second factor that is newly required, or required sooner, is a tightening")
    void what_tightens() {
        assertThat(required(LATER).tightens(PolicySettings.NONE, NOW)).isTrue();
        assertThat(required(null).tightens(required(LATER), NOW)).isTrue();
        assertThat(required(LATER).tightens(required(LATER), NOW)).isFalse();
        assertThat(required(LATER.plusSeconds(1)).tightens(required(LATER), NOW))
                .isFalse();
        assertThat(PolicySettings.NONE.tightens(required(null), NOW)).isFalse();
    }

    @Test
    void a_second_factor_that_counts_no_longer_tightens_and_a_backup_does_not() {
        PolicySettings before = required(null);
        assertThat(allowing(AllowedMethod.PASSKEY, AllowedMethod.RECOVERY_CODE).tightens(before, NOW))
                .isTrue();
        assertThat(allowing(AllowedMethod.PASSKEY, AllowedMethod.TOTP).tightens(before, NOW))
                .isFalse();
    }

    private static PolicySettings allowing(AllowedMethod... methods) {
        return new PolicySettings(true, Optional.empty(), false, Duration.ofDays(30), List.of(methods));
    }

    @Test
    void the_trail_has_the_settings_in_words() {
        assertThat(required(LATER).inWords())
                .containsEntry("required", true)
                .containsEntry("gracePeriodEndsAt", "2026-11-23T10:10:00Z")
                .containsEntry("trustedDevicesAllowed", false)
                .containsEntry("trustedDeviceLifetime", "P30D")
                .containsKey("allowedMethods");
        assertThat(required(null).inWords()).containsEntry("gracePeriodEndsAt", "none");
    }

    private static Optional<String> objection(PolicySettings wanted) {
        Optional<ProblemException> refusal = PolicyRules.objection(wanted, NOW);
        refusal.ifPresent(problem -> assertThat(problem.type()).isEqualTo(ProblemType.RULE_VIOLATED));
        return refusal.map(problem -> problem.errors().get(0)).map(Problem.FieldError::field);
    }

    @Test
    @DisplayName("[POLI-07] no account may lock its members out, or trust devices without an end")
    void what_no_account_may_demand() {
        assertThat(objection(PolicySettings.NONE)).isEmpty();
        assertThat(objection(required(NOW.plus(Duration.ofDays(90))))).isEmpty();
        assertThat(objection(required(NOW.plus(Duration.ofDays(90)).plusNanos(1))))
                .contains("gracePeriodEndsAt");
        assertThat(objection(trusting(Duration.ofDays(1)))).isEmpty();
        assertThat(objection(trusting(Duration.ofDays(1).minusNanos(1)))).contains("trustedDevices.lifetime");
        assertThat(objection(trusting(Duration.ofDays(365)))).isEmpty();
        assertThat(objection(trusting(Duration.ofDays(365).plusNanos(1)))).contains("trustedDevices.lifetime");
        assertThat(objection(allowing(TOTP_ONLY))).isEmpty();
        assertThat(objection(allowing(List.of(AllowedMethod.RECOVERY_CODE)))).contains("allowedMethods");
    }

    @Test
    void a_policy_names_every_method_that_a_member_keeps() {
        assertThat(AllowedMethod.ALL.stream().map(AllowedMethod::factor))
                .containsExactlyElementsOf(Stream.of(FactorMethod.values())
                        .filter(method -> method.role() != FactorRole.MAILBOX && method.role() != FactorRole.TEMPORARY)
                        .toList());
        for (AllowedMethod method : AllowedMethod.ALL) {
            assertThat(AllowedMethod.of(method.text())).isEqualTo(method);
            assertThat(method.name()).isEqualTo(method.factor().name());
        }
    }
}
