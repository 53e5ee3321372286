package dev.sallyport.base.network;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
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
@Singleton
public class TrustedProxies {

    static final String SETTING = "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES";

    private static final Logger LOG = Logger.getLogger(TrustedProxies.class);

    private final List<String> setting;
    private final Networks networks;
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
        this.networks = Networks.of(setting);
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
                .filter(each -> !Networks.isOne(each))
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
        return networks.contain(address);
    }
}
