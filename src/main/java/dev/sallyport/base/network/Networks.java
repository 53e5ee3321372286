package dev.sallyport.base.network;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Addresses and networks that an operator names. */
public final class Networks {

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private final List<CidrAddress> networks;

    private Networks(List<CidrAddress> networks) {
        this.networks = networks;
    }

    /**
     * Texts that are neither an address nor a network such as 10.0.0.0/8 are ignored; check them with {@link #isOne}.
     */
    public static Networks of(List<String> texts) {
        return new Networks(
                texts.stream().flatMap(text -> network(text.strip()).stream()).toList());
    }

    /** Whether a text is an address or a network. A name is neither: who answers for it is up to a name server. */
    public static boolean isOne(String text) {
        return network(text.strip()).isPresent();
    }

    public boolean contain(NetworkAddress address) {
        return networks.stream().anyMatch(network -> network.matches(address.value()));
    }

    private static Optional<CidrAddress> network(String text) {
        int slash = text.indexOf('/');
        String start = slash < 0 ? text : text.substring(0, slash);
        return NetworkAddress.parse(start)
                .flatMap(address -> slash < 0 ? Optional.of(single(address.value())) : cidr(text));
    }

    private static CidrAddress single(InetAddress address) {
        return CidrAddress.create(address, address instanceof Inet4Address ? IPV4_BITS : IPV6_BITS);
    }

    private static Optional<CidrAddress> cidr(String text) {
        return text.matches("[^/]+/[0-9]{1,3}") ? Optional.ofNullable(Inet.parseCidrAddress(text)) : Optional.empty();
    }
}
