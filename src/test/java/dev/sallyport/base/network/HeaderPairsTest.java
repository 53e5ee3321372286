package dev.sallyport.base.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HeaderPairsTest {

    @Test
    void headers_are_pairs_separated_by_commas() {
        assertThat(HeaderPairs.parse("x-key=a=b, authorization = Bearer abc"))
                .isEqualTo(Map.of("x-key", "a=b", "authorization", "Bearer abc"));
    }
}
