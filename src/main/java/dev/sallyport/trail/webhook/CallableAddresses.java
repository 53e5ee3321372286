package dev.sallyport.trail.webhook;

import dev.sallyport.base.network.NetworkAddress;
import dev.sallyport.base.network.Networks;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be called. A webhook URL must not reach this machine, its network, or the metadata service of its
 * cloud (SSRF). Only public addresses are callable, and those that the operator names.
 */
final class CallableAddresses {

    /** What no public host has (IANA special-purpose registries), and IPv6 forms that carry an IPv4 address. */
    private static final List<CidrAddress> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Inet::parseCidrAddress)
            .toList();

    /** The only IPv6 addresses that are given to hosts (RFC 4291 section 2.4). */
    private static final CidrAddress GLOBAL = Inet.parseCidrAddress("2000::/3");

    private static final List<CidrAddress> SPECIAL_OF_GLOBAL = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Inet::parseCidrAddress)
            .toList();

    private static final int IPV4_BYTES = 4;

    private final Networks allowed;

    /**
     * @param allowed networks or addresses that may be called although they are not public
     * @throws IllegalArgumentException at what is neither an address nor a network
     */
    CallableAddresses(List<String> allowed) {
        if (!allowed.stream().allMatch(Networks::isOne)) {
            throw new IllegalArgumentException("neither an address nor a network");
        }
        this.allowed = Networks.of(allowed);
    }

    boolean isCallable(InetAddress address) {
        return allowed.contain(new NetworkAddress(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address.getAddress().length == IPV4_BYTES) {
            return SPECIAL.stream().noneMatch(network -> network.matches(address));
        }
        return GLOBAL.matches(address) && SPECIAL_OF_GLOBAL.stream().noneMatch(network -> network.matches(address));
    }
}
