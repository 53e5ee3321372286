package dev.sallyport.base.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutcomeTest {

    private static final Outcome<Integer> REFUSED = Outcome.refused(ProblemType.GONE);

    private static ProblemType typeOf(Outcome<?> refused) {
        try {
            refused.orElseThrow();
            return null;
        } catch (ProblemException refusal) {
            return refusal.type();
        }
    }

    @Test
    void a_value_continues() {
        assertThat(Outcome.of(2).orElseThrow()).isEqualTo(2);
        assertThat(Outcome.of(2).map(value -> value + 1).orElseThrow()).isEqualTo(3);
        assertThat(Outcome.of(2).then(value -> Outcome.of(value * 5)).orElseThrow())
                .isEqualTo(10);
        assertThat(typeOf(Outcome.of(2).then(value -> Outcome.refused(ProblemType.CONFLICT))))
                .isEqualTo(ProblemType.CONFLICT);
        assertThat(Outcome.of((Integer) null).orElseThrow()).isNull();
    }

    @Test
    void a_refusal_stays_what_it_is() {
        assertThatThrownBy(REFUSED::orElseThrow).isInstanceOf(ProblemException.class);
        assertThat(typeOf(REFUSED.map(value -> value + 1))).isEqualTo(ProblemType.GONE);
        assertThat(typeOf(REFUSED.then(value -> Outcome.of(1)))).isEqualTo(ProblemType.GONE);
        ProblemException own = new ProblemException(ProblemType.CONFLICT).detail("own");
        assertThatThrownBy(Outcome.refused(own)::orElseThrow).isSameAs(own);
    }
}
