package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PercentEncodingTest {

    @Test
    void gives_the_bytes_that_are_meant() {
        assertThat(PercentEncoding.decode("a+b%20%C3%a9")).isEqualTo("a b é".getBytes(StandardCharsets.UTF_8));
        assertThat(PercentEncoding.decode("%ff\u00c3")).isEqualTo(new byte[] {(byte) 0xff, (byte) 0xc3});
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "a%", "%4g", "%g4", "%-1", "% 1"})
    void refuses_what_is_no_percent_encoding(String encoded) {
        assertThatThrownBy(() -> PercentEncoding.decode(encoded)).isInstanceOf(IllegalArgumentException.class);
    }
}
