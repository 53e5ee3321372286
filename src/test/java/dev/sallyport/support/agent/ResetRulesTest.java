package dev.sallyport.support.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.support.agent.SupportConfig.Concerned;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public class ResetRulesTest {

    private static final Duration DAY = Duration.ofDays(1);

    /** Settings as an operator gives them. */
    public record Settings(Duration waitingTime, Concerned waiting, Concerned secondAgent) implements SupportConfig {

        public static ResetRules rules(Duration time, Concerned waiting, Concerned secondAgent) {
            return new ResetRules(new Settings(time, waiting, secondAgent));
        }
    }

    @Test
    void by_default_one_agent_is_enough_at_once_but_for_users_with_power_over_others() {
        ResetRules rules = Settings.rules(DAY, Concerned.PRIVILEGED, Concerned.PRIVILEGED);

        assertThat(rules.needsSecondAgent(true)).isTrue();
        assertThat(rules.needsSecondAgent(false)).isFalse();
        assertThat(rules.needsAgentForMember()).isFalse();
        assertThat(rules.singleAgentWait()).isZero();
        assertThat(rules.waitingTime()).isEqualTo(DAY);
        assertThat(rules.isImmediate(false)).isTrue();
        assertThat(rules.isImmediate(true)).isFalse();
    }

    @Test
    @DisplayName("[SUPP-09] with secondAgent=everybody no one's word is enough")
    void a_second_agent_for_everybody() {
        ResetRules rules = Settings.rules(DAY, Concerned.PRIVILEGED, Concerned.EVERYBODY);

        assertThat(rules.needsSecondAgent(false)).isTrue();
        assertThat(rules.needsAgentForMember()).isTrue();
        assertThat(rules.isImmediate(false)).isFalse();
    }

    @Test
    @DisplayName("[SUPP-09] with waiting=everybody each reset waits, and no access code is a way around it")
    void a_wait_for_everybody() {
        ResetRules rules = Settings.rules(DAY, Concerned.EVERYBODY, Concerned.PRIVILEGED);

        assertThat(rules.needsSecondAgent(false)).isFalse();
        assertThat(rules.singleAgentWait()).isEqualTo(DAY);
        assertThat(rules.isImmediate(false)).isFalse();
        assertThat(Settings.rules(Duration.ZERO, Concerned.EVERYBODY, Concerned.PRIVILEGED)
                        .isImmediate(false))
                .as("without a time there is nothing to wait for")
                .isTrue();
    }
}
