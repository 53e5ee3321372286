package dev.sallyport.base.network;

import io.netty.util.NetUtil;
import io.smallrye.common.net.Inet;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address without a zone. An IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) is the IPv4 address in
 * it, so that one client has one address, whichever socket it came through.
 *
 * @param value the address, which is never looked up as a name
 */
public record NetworkAddress(InetAddress value) {

    /** Decimal and without leading zeros, which some readers take for octal. */
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** The longest form, ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255. */
    private static final int LONGEST = 45;

    private static final int NETWORK_BYTES = 8;

    private static final int UNIQUE_LOCAL = 0xfc;
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    /**
     * Reads a literal address; a zone behind a percent sign (RFC 4007 section 11) is dropped. Empty for anything else.
     */
    public static Optional<NetworkAddress> parse(String text) {
        String address = isIpv6(text) ? withoutZone(text) : text;
        if (address == null
                || address.length() > LONGEST
                || !(IPV4.matcher(address).matches() || IPV6.matcher(address).matches())) {
            return Optional.empty();
        }
        return Optional.ofNullable(Inet.parseInetAddressToBytes(address)).map(NetworkAddress::of);
    }

    /** The canonical text of an address; any other text is returned unchanged, as is null. */
    public static String canonical(String text) {
        return parse(text).map(NetworkAddress::text).orElse(text);
    }

    private static boolean isIpv6(String text) {
        return text != null && text.indexOf(':') >= 0;
    }

    private static String withoutZone(String text) {
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** The library keeps the mapped form; the JDK takes the same bytes for IPv4. */
    private static NetworkAddress of(byte[] bytes) {
        try {
            return new NetworkAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes", e);
        }
    }

    /** As RFC 5952 says: lower case, no leading zeros, the longest run of zero fields as two colons. */
    public String text() {
        return NetUtil.toAddressString(value);
    }

    /** Whether it is of this machine or of a network of its own: loopback, link-local, RFC 1918 or RFC 4193. */
    public boolean isPrivate() {
        boolean isUniqueLocal =
                value instanceof Inet6Address && (value.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return value.isLoopbackAddress() || value.isLinkLocalAddress() || value.isSiteLocalAddress() || isUniqueLocal;
    }

    /** What counts as one client for a limit: one customer is usually given a whole IPv6 /64. */
    public String network() {
        return value instanceof Inet6Address
                ? HexFormat.of().formatHex(value.getAddress(), 0, NETWORK_BYTES) + "/64"
                : text();
    }
}
