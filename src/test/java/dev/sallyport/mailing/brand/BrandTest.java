package dev.sallyport.mailing.brand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandTest {

    @ParameterizedTest
    @DisplayName("[N6] The link to the support address is to that address, and has no header of a mail")
    @CsvSource({
        "help@acme.test, mailto:help@acme.test",
        "help?bcc=eve@acme.test, mailto:help%3Fbcc%3Deve@acme.test",
        "a%40b+c&d/e#f@acme.test, mailto:a%2540b%2Bc%26d%2Fe%23f@acme.test"
    })
    void support_link(String address, String link) {
        assertThat(new Brand(null, null, null, null, address, null, null).values())
                .containsEntry("support", address)
                .containsEntry("supportLink", link);
        assertThat(Brand.NONE.values()).doesNotContainKey("supportLink");
    }
}
