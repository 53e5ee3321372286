package dev.sallyport.factors.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.assurance.FactorMethod;
import io.quarkus.runtime.Startup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FactorChecksTest {

    /** A check that accepts nothing. */
    private static class Check implements SecondFactor {

        private final FactorMethod method;

        Check(FactorMethod method) {
            this.method = method;
        }

        @Override
        public FactorMethod method() {
            return method;
        }

        @Override
        public Optional<String> read(String typed) {
            return Optional.empty();
        }

        @Override
        public void removeAll(UserId user) {}

        @Override
        public boolean wouldAccept(FactorAttempt attempt) {
            return false;
        }

        @Override
        public boolean accept(FactorAttempt attempt) {
            return false;
        }
    }

    private static class EnrolledCheck extends Check implements EnrolledFactor {

        EnrolledCheck(FactorMethod method) {
            super(method);
        }

        @Override
        public void remove(UUID id, UserId user) {}

        @Override
        public void suspend(UUID id, UserId user) {}
    }

    private static List<SecondFactor> checks() {
        List<SecondFactor> checks = new ArrayList<>();
        for (FactorMethod method : FactorMethod.values()) {
            checks.add(method.isSecondFactor() ? new EnrolledCheck(method) : new Check(method));
        }
        return checks;
    }

    @Test
    void each_method_has_its_check() {
        List<SecondFactor> checks = checks();
        assertThat(SecondFactors.byMethod(checks).values()).containsExactlyElementsOf(checks);
    }

    @Test
    void a_method_without_a_check_stops_the_start() {
        for (int missing = 0; missing < FactorMethod.values().length; missing++) {
            List<SecondFactor> checks = checks();
            FactorMethod method = checks.remove(missing).method();
            assertThatThrownBy(() -> SecondFactors.byMethod(checks))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(method.name());
        }
    }

    @Test
    void a_method_with_two_checks_stops_the_start() {
        List<SecondFactor> checks = checks();
        checks.add(new Check(FactorMethod.EMAIL_CODE));
        assertThatThrownBy(() -> SecondFactors.byMethod(checks))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EMAIL_CODE");
    }

    @Test
    void a_second_factor_that_cannot_be_removed_stops_the_start() {
        for (FactorMethod method : FactorMethod.values()) {
            List<SecondFactor> checks = checks();
            checks.set(method.ordinal(), method.isSecondFactor() ? new Check(method) : new EnrolledCheck(method));
            assertThatThrownBy(() -> SecondFactors.byMethod(checks))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(method.name());
        }
    }

    @Test
    void the_checks_are_looked_at_when_the_service_starts() {
        assertThat(SecondFactors.class).hasAnnotation(Startup.class);
    }
}
