package dev.sallyport.base.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NetworkAddressTest {

    @ParameterizedTest(name = "[THRT-06] {0} is written {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "0:0:0:1:0:0:0:0, 0:0:0:1::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::, ::",
        "::1, ::1",
        "fe80::1%eth0, fe80::1",
        "fe80::1%25eth0, fe80::1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:C000:0201, 192.0.2.1",
        "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void text(String address, String canonical) {
        assertThat(NetworkAddress.canonical(address)).isEqualTo(canonical);
        assertThat(NetworkAddress.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "[THRT-06] ''{0}'' is no address")
    @NullAndEmptySource
    @MethodSource("dev.sallyport.testing.InvalidAddresses#all")
    void others(String text) {
        assertThat(NetworkAddress.parse(text)).isEmpty();
        assertThat(NetworkAddress.canonical(text)).isEqualTo(text);
        assertThat(new NetworkAddressText.Validator().isValid(text, null)).isEqualTo(text == null);
    }

    @Test
    @DisplayName("an address in a request has no zone, which only the machine that names it can read")
    void a_zone() {
        NetworkAddressText.Validator validator = new NetworkAddressText.Validator();
        assertThat(validator.isValid("fe80::1%eth0", null)).isFalse();
        assertThat(validator.isValid("fe80::1", null)).isTrue();
    }

    @Test
    @DisplayName("[THRT-05] one network is one client: an IPv4 address in any form, and a /64 of IPv6")
    void networks() {
        assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
        assertThat(network("2001:db8::1"))
                .isEqualTo(network("2001:DB8:0:0:ffff::2"))
                .isNotEqualTo(network("2001:db8:0:1::1"));
    }

    private static String network(String address) {
        return NetworkAddress.parse(address).orElseThrow().network();
    }
}
