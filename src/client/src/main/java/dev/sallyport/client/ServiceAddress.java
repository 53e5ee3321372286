package dev.sallyport.client;

import java.net.URI;
import java.util.Set;

/** The address of a service, without a slash at its end. */
final class ServiceAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ServiceAddress() {}

    /** Refuses anything but https, except on this machine or where plain http is allowed. */
    static String checked(String text, boolean isHttpAllowed) {
        URI address = URI.create(text);
        boolean hasHost = address.getHost() != null;
        boolean isPlain = hasHost && "http".equals(address.getScheme());
        boolean isGood = "https".equals(address.getScheme())
                || isPlain && (isHttpAllowed || THIS_MACHINE.contains(address.getHost()));
        if (!isGood || !hasHost || address.getUserInfo() != null || address.getQuery() != null) {
            throw new IllegalArgumentException("The address must be https, without a user and a query");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
