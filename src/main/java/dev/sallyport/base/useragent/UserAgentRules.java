package dev.sallyport.base.useragent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import ua_parser.OS;
import ua_parser.OSParser;
import ua_parser.UserAgent;
import ua_parser.UserAgentParser;

/** The rules of the ua-parser project for browsers and systems, with the names that people use. */
final class UserAgentRules {

    private static final String UNKNOWN = "Other";

    /** The rules for devices are two thirds of the file and are not used. */
    private static final String FIRST_UNUSED = "device_parsers:";

    private static final Map<String, String> BROWSERS = Map.ofEntries(
            Map.entry("Chrome Mobile", "Chrome"),
            Map.entry("Chrome Mobile iOS", "Chrome"),
            Map.entry("Chrome Mobile WebView", "Android WebView"),
            Map.entry("Mobile Safari", "Safari"),
            Map.entry("Mobile Safari UI/WKWebView", "Safari"),
            Map.entry("Firefox Mobile", "Firefox"),
            Map.entry("Firefox iOS", "Firefox"),
            Map.entry("Edge Mobile", "Edge"),
            Map.entry("Opera Mobile", "Opera"),
            Map.entry("HeadlessChrome", "Headless Chrome"),
            Map.entry("IE", "Internet Explorer"),
            Map.entry("IE Mobile", "Internet Explorer"));

    private static final Map<String, String> SYSTEMS = Map.of("Mac OS X", "macOS", "Chrome OS", "ChromeOS");

    private static final String MAIL = "Apple Mail";
    private static final String MAIL_PRODUCT = " Mail/";

    /** What a web view without a browser's name is called, on a desk as on a phone; its version is the engine's. */
    private static final String WEB_VIEW = "Safari";

    /** How a program names itself where no rule knows it (RFC 9110 section 10.1.5). Browsers begin with "Mozilla". */
    private static final Pattern PRODUCT = Pattern.compile("(?!Mozilla/)([A-Za-z][A-Za-z0-9_-]{0,39})/([0-9]{1,9})");

    /**
     * Some rules copy text of the client into the name: anything that could be a link or markup in a mail is removed.
     */
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N} _+-]");

    private static final int LONGEST_NAME = 40;

    private final UserAgentParser browsers;
    private final OSParser systems;

    private UserAgentRules(UserAgentParser browsers, OSParser systems) {
        this.browsers = browsers;
        this.systems = systems;
    }

    static UserAgentRules load() {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        Map<String, List<Map<String, String>>> rules = yaml.load(text());
        return new UserAgentRules(
                UserAgentParser.fromList(rules.get("user_agent_parsers")), OSParser.fromList(rules.get("os_parsers")));
    }

    private static String text() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                UserAgentParser.class.getResourceAsStream("regexes.yaml"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .takeWhile(line -> !line.startsWith(FIRST_UNUSED))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser read(String text) {
        UserAgent agent = browsers.parse(text);
        OS system = systems.parse(text);
        String os = system == null ? null : name(system.family, SYSTEMS);
        String name = agent == null ? null : name(agent.family, BROWSERS);
        if (MAIL.equals(name) && !text.contains(MAIL_PRODUCT)) {
            return new Browser(WEB_VIEW, null, os);
        }
        if (name != null) {
            return new Browser(name, agent.major, os);
        }
        Matcher product = PRODUCT.matcher(text);
        return product.lookingAt() ? new Browser(product.group(1), product.group(2), os) : new Browser(null, null, os);
    }

    private static @Nullable String name(String family, Map<String, String> better) {
        if (family == null || family.equals(UNKNOWN)) {
            return null;
        }
        String name = UNSAFE.matcher(better.getOrDefault(family, family))
                .replaceAll("")
                .strip();
        return name.isEmpty() ? null : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
