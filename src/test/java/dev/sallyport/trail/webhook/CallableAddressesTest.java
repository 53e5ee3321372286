package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallableAddressesTest {

    private static final CallableAddresses PUBLIC = new CallableAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "203.0.113.1",
                "198.51.100.1",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "fec0::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:db8::1",
                "3fff::1"
            })
    @DisplayName("[HOOK-04] no address of this machine, its network or its cloud is callable, in whatever form")
    void what_is_not_public(String address) throws UnknownHostException {
        assertThat(PUBLIC.isCallable(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "169.253.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "2003::1"
            })
    void what_is_public(String address) throws UnknownHostException {
        assertThat(PUBLIC.isCallable(InetAddress.getByName(address))).isTrue();
    }

    @Test
    @DisplayName("[HOOK-04] what an operator names may be called, and nothing else")
    void what_an_operator_allows() throws UnknownHostException {
        CallableAddresses some = new CallableAddresses(List.of("127.0.0.1", " 10.1.0.0/16", "fd00::/8"));
        for (String address : List.of("127.0.0.1", "::ffff:127.0.0.1", "10.1.2.3", "fd12::1", "8.8.8.8")) {
            assertThat(some.isCallable(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
        for (String address : List.of("127.0.0.2", "10.2.0.1", "fc00::1", "::1", "169.254.169.254")) {
            assertThat(some.isCallable(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
        assertThatThrownBy(() -> new CallableAddresses(List.of("localhost")))
                .isInstanceOf(IllegalArgumentException.class);
        for (String text : List.of("10.0.0.0/33", "010.0.0.0/8", "1:2:3/48")) {
            assertThatThrownBy(() -> new CallableAddresses(List.of(text)))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
