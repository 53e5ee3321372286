package dev.sallyport.base.network;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Finds the client's address of a request that came through proxies, from what the trusted proxies state.
 *
 * <p>It goes from the peer towards the client while the address is a trusted proxy's, and takes the first one that is
 * not. So a proxy can append to the header that the client sent, as nginx does with {@code $proxy_add_x_forwarded_for}:
 * the entries before its own are ignored. The framework's reader takes the first entry, which the client may have
 * written, and fails on an empty one.
 */
@ApplicationScoped
public class TrustedProxies {

    static final String SETTING = "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES";

    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private static final Logger LOG = Logger.getLogger(TrustedProxies.class);

    private final List<String> setting;
    private final List<CidrAddress> networks = new ArrayList<>();
    private final boolean readsForwardedOnly;
    private final AtomicBoolean hasWarned = new AtomicBoolean();
    private final Counter unread;

    TrustedProxies(
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> proxies,
            @ConfigProperty(name = "quarkus.http.proxy.allow-forwarded", defaultValue = "false")
                    boolean readsForwardedOnly,
            MeterRegistry meters) {
        this.setting = proxies.orElse(List.of());
        this.readsForwardedOnly = readsForwardedOnly;
        this.unread = meters.counter("sallyport.forwarded.unread");
        setting.forEach(each -> network(each.strip()).ifPresent(networks::add));
    }

    /** What is wrong with the setting. A name is refused: who answers for it is up to a name server. */
    public Optional<String> fault() {
        return fault(setting);
    }

    /** What is wrong with these proxies, as {@link #fault()}. */
    public static Optional<String> fault(List<String> setting) {
        if (setting.isEmpty()) {
            return Optional.of(SETTING + " is empty: name the proxies, or unset it");
        }
        return setting.stream()
                .filter(each -> network(each.strip()).isEmpty())
                .findFirst()
                .map(each ->
                        SETTING + " has '" + each + "', which is neither an address nor a network as in 10.0.0.0/8");
    }

    /**
     * The client's address in its canonical form.
     *
     * @param peer the address of the connection, which is returned where it is no trusted proxy or names no other; null
     *     where it has none
     * @param forwardedFor the lines of {@code X-Forwarded-For}, which count before those of {@code Forwarded} unless
     *     the operator says that the proxy writes these
     * @param forwarded the lines of {@code Forwarded} (RFC 7239)
     */
    public String client(String peer, List<String> forwardedFor, List<String> forwarded) {
        Optional<NetworkAddress> known = NetworkAddress.parse(peer);
        if (known.isEmpty() || !isTrusted(known.get())) {
            String address = NetworkAddress.canonical(peer);
            if (!(forwardedFor.isEmpty() && forwarded.isEmpty())) {
                unread.increment();
                if (hasWarned.compareAndSet(false, true)) {
                    LOG.warn(ignored(address));
                }
            }
            return address;
        }
        List<String> nodes = readsForwardedOnly || forwardedFor.isEmpty()
                ? ForwardedNodes.ofForwarded(forwarded)
                : ForwardedNodes.ofList(forwardedFor);
        NetworkAddress client = known.get();
        for (String node : nodes) {
            Optional<NetworkAddress> next = ForwardedNodes.address(node);
            if (next.isEmpty()) {
                break;
            }
            client = next.get();
            if (!isTrusted(client)) {
                break;
            }
        }
        return client.text();
    }

    /** Behind a proxy that is not trusted, all clients share one address and its limits. A client can send them too. */
    private static String ignored(String peer) {
        return "A request of " + peer
                + " came with X-Forwarded-For or Forwarded, which is not read: the address is not in "
                + SETTING
                + ". If it is your proxy, name it there; until then all who come through it share the limits of"
                + " one address. This is logged once";
    }

    private boolean isTrusted(NetworkAddress address) {
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
