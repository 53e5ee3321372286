package dev.sallyport.edge.platform;

import dev.sallyport.base.network.NetworkAddress;
import dev.sallyport.base.network.Networks;
import dev.sallyport.mailing.brand.BrandColor;
import io.quarkus.runtime.configuration.DurationConverter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rule for the value of one setting.
 *
 * @param allowed in words that follow "must be"
 * @param optional whether an empty value counts as not set; otherwise it would replace the default
 */
record SettingRule(String allowed, boolean optional, Predicate<String> accepts) {

    /** What the configuration reads as a boolean; anything else it would take for false. */
    private static final Set<String> ON = Set.of("true", "yes", "y", "on", "1");

    private static final Set<String> OFF = Set.of("false", "no", "n", "off", "0");

    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:[1-9][0-9]{0,4})?");

    /** An authority, with its host in the first group. */
    private static final Pattern HOST = Pattern.compile("^(.*?)(:[0-9]+)?$");

    /** RFC 6761, RFC 6762, and .internal, which is never delegated (ICANN resolution 2024.07.29.06). */
    private static final Pattern PRIVATE_NAME = Pattern.compile("[^.]+|.*\\.(localhost|local|internal|test)");

    private static final int LONGEST_ADDRESS = 1000;

    static SettingRule flag() {
        return required("true or false", value -> isOn(value) || OFF.contains(value.toLowerCase(Locale.ROOT)));
    }

    static boolean isOn(String flag) {
        return ON.contains(flag.toLowerCase(Locale.ROOT));
    }

    static SettingRule number(int least, int most) {
        return required("a whole number from " + least + " to " + most, value -> {
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        });
    }

    static SettingRule ratio() {
        return required("a number from 0 to 1", value -> {
            double number = Double.parseDouble(value);
            return number >= 0 && number <= 1;
        });
    }

    /** @param least and most as ISO 8601 text */
    static SettingRule duration(String least, String most) {
        return required("an ISO 8601 duration from " + least + " to " + most, value -> {
            Duration duration = DurationConverter.parseDuration(value);
            return duration.compareTo(Duration.parse(least)) >= 0 && duration.compareTo(Duration.parse(most)) <= 0;
        });
    }

    /** The address of a service, to which paths are appended. */
    static SettingRule issuer() {
        return required(
                "an http or https URL without a trailing slash, a query or a fragment, such as"
                        + " https://auth.example.org; http only for a host that is not public",
                SettingRule::isBase);
    }

    /** The address of another system, to which a path is appended. */
    static SettingRule collector() {
        return optional(
                "an http or https URL without a trailing slash, a query or a fragment, such as http://collector:4318;"
                        + " http only for a host that is not public",
                SettingRule::isBase);
    }

    private static boolean isBase(String value) {
        return address(value).getRawQuery() == null && !value.endsWith("/");
    }

    /** The address of a page, to which a fragment is appended. */
    static SettingRule page() {
        return optional(
                "the http or https URL of a page without a fragment, such as https://app.example.org/reset; http only"
                        + " for a host that is not public",
                value -> address(value).isAbsolute());
    }

    /** The address of another system, to whose path or query text is appended. */
    static SettingRule prefix() {
        return optional(
                "an http or https URL with a path, such as https://list.example.org/range/, or one that ends in =;"
                        + " http only for a host that is not public",
                value -> !address(value).getRawPath().isEmpty() && (value.endsWith("/") || value.endsWith("=")));
    }

    /** A file or a folder that is there. */
    static SettingRule readable() {
        return optional("a file or folder that the service can read", value -> Files.isReadable(Path.of(value)));
    }

    /** A folder that is there. */
    static SettingRule folder() {
        return optional("a folder that the service can read", value -> {
            Path folder = Path.of(value);
            return Files.isDirectory(folder) && Files.isReadable(folder);
        });
    }

    /** A color on which white text can be read. */
    static SettingRule color() {
        return optional(
                "a color such as #0b665d, on which white text has a contrast of 4.5 to 1 or more",
                BrandColor::isReadable);
    }

    /** As {@link Networks} reads them. */
    static SettingRule networks() {
        return optional(
                "addresses and networks, separated by commas",
                value -> Arrays.stream(value.split(",", -1)).allMatch(Networks::isOne));
    }

    static SettingRule text(String allowed, String pattern) {
        return required(allowed, Pattern.compile(pattern).asMatchPredicate());
    }

    static SettingRule optionalText(String allowed, String pattern) {
        return optional(allowed, Pattern.compile(pattern).asMatchPredicate());
    }

    /** A setting that another start-up check validates. */
    static SettingRule checkedElsewhere() {
        return optional("", value -> true);
    }

    /** What is wrong with a value; it is not repeated, since it may be a secret. */
    Optional<String> fault(String value) {
        return isAccepted(value) ? Optional.empty() : Optional.of("must be " + allowed);
    }

    private boolean isAccepted(String value) {
        try {
            return accepts.test(value);
        } catch (RuntimeException unreadable) {
            return false; // no number, no duration, no address
        }
    }

    private static SettingRule required(String allowed, Predicate<String> accepts) {
        return new SettingRule(allowed, false, accepts);
    }

    private static SettingRule optional(String allowed, Predicate<String> accepts) {
        return new SettingRule(allowed, true, accepts);
    }

    /** @throws IllegalArgumentException for what is no address of a web server */
    private static URI address(String value) {
        try {
            URI address = new URI(value);
            boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            boolean isWhole = address.getRawAuthority() != null
                    && AUTHORITY.matcher(address.getRawAuthority()).matches()
                    && address.getRawFragment() == null
                    && value.length() <= LONGEST_ADDRESS;
            if (!isWeb || !isWhole || !isProtected(address)) {
                throw new IllegalArgumentException("no web address");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no address", e);
        }
    }

    /** Encrypted, or on this machine or a network of its own: a name of one label, or one that is never public. */
    private static boolean isProtected(URI address) {
        String host = HOST.matcher(address.getRawAuthority()).replaceFirst("$1").toLowerCase(Locale.ROOT);
        return "https".equals(address.getScheme())
                || NetworkAddress.parse(host.replaceAll("[\\[\\]]", ""))
                        .map(NetworkAddress::isPrivate)
                        .orElseGet(() -> PRIVATE_NAME.matcher(host).matches());
    }
}
