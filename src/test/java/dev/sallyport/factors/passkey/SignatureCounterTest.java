package dev.sallyport.factors.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignatureCounterTest {

    @ParameterizedTest
    @CsvSource({"0,0,false", "0,1,false", "1,2,false", "1,1,true", "2,1,true", "1,0,true"})
    void a_counter_that_is_used_must_grow(long stored, long signed, boolean wentBack) {
        assertThat(SignatureCounter.wentBack(stored, signed)).isEqualTo(wentBack);
    }
}
