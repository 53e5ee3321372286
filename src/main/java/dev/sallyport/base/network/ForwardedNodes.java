package dev.sallyport.base.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The nodes in the header fields of proxies, last one first: the nearest proxy wrote the last one, and the client may
 * have written the ones before it.
 *
 * <p>The fields are read from their end, so that nothing a client wrote, such as a quote that is never closed, can
 * change how a proxy's part is read.
 */
final class ForwardedNodes {

    /** An element that names no node: the elements before it cannot be trusted. */
    private static final String NONE = "unknown";

    private ForwardedNodes() {}

    /**
     * Parses {@code X-Forwarded-For}: addresses separated by commas, on any number of lines. Empty elements are
     * skipped.
     */
    static List<String> ofList(List<String> lines) {
        List<String> nodes = new ArrayList<>();
        for (String element : lastFirst(String.join(",", lines), ',')) {
            if (!element.isBlank()) {
                nodes.add(unquoted(element.strip()));
            }
        }
        return nodes;
    }

    /** Parses {@code Forwarded} (RFC 7239 section 4): the {@code for} of each element. */
    static List<String> ofForwarded(List<String> lines) {
        List<String> nodes = new ArrayList<>();
        for (String element : lastFirst(String.join(",", lines), ',')) {
            if (!element.isBlank()) {
                nodes.add(node(element));
            }
        }
        return nodes;
    }

    /**
     * The address of a node (RFC 7239 section 6): with or without brackets and port. Empty for {@code unknown}, for a
     * hidden name such as {@code _proxy}, and for what is no address.
     */
    static Optional<NetworkAddress> address(String node) {
        int bracket = node.lastIndexOf(']');
        if (node.startsWith("[") && bracket > 0) {
            boolean isWhole = isPort(node.substring(bracket + 1));
            String inside = node.substring(1, bracket);
            return isWhole && inside.indexOf(':') >= 0 ? NetworkAddress.parse(inside) : Optional.empty();
        }
        int colon = node.indexOf(':');
        boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
        if (hasPort) {
            return isPort(node.substring(colon)) ? NetworkAddress.parse(node.substring(0, colon)) : Optional.empty();
        }
        return NetworkAddress.parse(node);
    }

    /** A port may also be a hidden name. */
    private static boolean isPort(String text) {
        return text.isEmpty() || text.matches(":([0-9]{1,5}|_[A-Za-z0-9._-]{1,64})");
    }

    private static String node(String element) {
        List<String> named = lastFirst(element, ';').stream()
                .map(String::strip)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .toList();
        return named.size() == 1 ? unquoted(named.get(0).substring("for=".length())) : NONE;
    }

    /** The parts between separators that stand outside of quotes. */
    private static List<String> lastFirst(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int end = text.length();
        for (int at = text.length() - 1; at >= 0; at--) {
            if (text.charAt(at) == '"') {
                isQuoted = !isQuoted;
            } else if (text.charAt(at) == separator && !isQuoted) {
                parts.add(text.substring(at + 1, end));
                end = at;
            }
        }
        parts.add(text.substring(0, end));
        return parts;
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
