package dev.sallyport.edge.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRequestTest {

    @ParameterizedTest(name = "[UI-02] from {0} for {1}, forwarded {2}: {3}")
    @CsvSource({
        "127.0.0.1, localhost, false, true",
        "127.0.0.1, 127.0.0.1, false, true",
        "::1, [::1], false, true",
        "0:0:0:0:0:0:0:1, localhost, false, true",
        "127.0.0.1, localhost, true, false",
        "127.0.0.1, sallyport.example, false, false",
        "127.0.0.1, localhost.example, false, false",
        "127.0.0.1, '', false, false",
        "192.168.0.7, localhost, false, false",
        "127.0.0.2, localhost, false, false",
    })
    void is_from_this_machine_for_this_machine_and_not_forwarded(
            String address, String host, boolean forwarded, boolean local) {
        assertThat(LocalRequest.is(address, host, forwarded)).isEqualTo(local);
    }
}
