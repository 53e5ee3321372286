package dev.sallyport.mailing.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrandColorTest {

    @ParameterizedTest
    @DisplayName("The contrast with white is that of WCAG: #767676 is the lightest grey for text, #777777 is not")
    @CsvSource({
        "'#000000', 21.00, true",
        "'#ffffff', 1.00, false",
        "'#767676', 4.54, true",
        "'#777777', 4.48, false",
        "'#FF0000', 4.00, false",
        "'#0000ff', 8.59, true",
        "'#00ff00', 1.37, false",
        "'#0b665d', 6.83, true"
    })
    void contrast(String color, double contrast, boolean readable) {
        assertThat(BrandColor.contrastWithWhite(color)).isCloseTo(contrast, within(0.01));
        assertThat(BrandColor.isReadable(color)).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#000", "#00000", "#0000000", "000000", "#00000g", "#000000;x:url(//evil.test)"})
    void anything_else_is_no_color(String text) {
        assertThat(BrandColor.isReadable(text)).isFalse();
    }
}
