package dev.sallyport.mailing.brand;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How mails look and whom they come from; null where nothing was chosen.
 *
 * @param name above the text, or that of the logo
 * @param color of buttons, as {@code #rrggbb}
 * @param logo its https URL; it is shown above the text
 * @param footer small print below the text
 * @param supportAddress where readers can ask
 * @param senderName what mail programs show as the sender
 * @param senderAddress the sender; empty for the service's
 */
public record Brand(
        @Nullable String name,
        @Nullable String color,
        @Nullable String logo,
        @Nullable String footer,
        @Nullable String supportAddress,
        @Nullable String senderName,
        @Nullable String senderAddress) {

    /** The form of a logo's URL: https, with a path, without a user and a fragment. */
    public static final String LOGO = "https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._~!$&'()+*,;=:@%/?-]*";

    /** Nothing chosen. */
    public static final Brand NONE = new Brand(null, null, null, null, null, null, null);

    /** That of the reference pages. */
    static final String DEFAULT_COLOR = "#0b665d";

    /** This brand, and that one where this one chose nothing. */
    public Brand or(Brand fallback) {
        return new Brand(
                name == null ? fallback.name : name,
                color == null ? fallback.color : color,
                logo == null ? fallback.logo : logo,
                footer == null ? fallback.footer : footer,
                supportAddress == null ? fallback.supportAddress : supportAddress,
                senderName == null ? fallback.senderName : senderName,
                senderAddress == null ? fallback.senderAddress : senderAddress);
    }

    /** What templates can name as {@code brand.…}: the color always, the others where they were chosen. */
    public Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("color", Optional.ofNullable(color).orElse(DEFAULT_COLOR));
        put(values, "name", name);
        put(values, "logo", logo);
        put(values, "footer", footer);
        put(values, "support", supportAddress);
        put(values, "supportLink", supportAddress == null ? null : mailLink(supportAddress));
        return values;
    }

    /** The part before the at sign may have characters that mean something else in a link (RFC 6068 section 2). */
    private static String mailLink(String address) {
        int at = address.lastIndexOf('@');
        return "mailto:" + URLEncoder.encode(address.substring(0, at), StandardCharsets.UTF_8) + address.substring(at);
    }

    /** This brand without one of the values that templates can name and that may be missing, for each of them. */
    public Stream<Brand> lacking() {
        return Stream.of(
                new Brand(null, color, logo, footer, supportAddress, senderName, senderAddress),
                new Brand(name, color, null, footer, supportAddress, senderName, senderAddress),
                new Brand(name, color, logo, null, supportAddress, senderName, senderAddress),
                new Brand(name, color, logo, footer, null, senderName, senderAddress));
    }

    private static void put(Map<String, Object> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** Whether nothing was chosen. */
    public boolean isNone() {
        return equals(NONE);
    }
}
