package dev.sallyport.base.useragent;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client states about itself. It cannot be verified: it helps users to tell their devices apart and proves
 * nothing.
 *
 * @param name of the browser or program, or null where it is not known
 * @param majorVersion digits, or null where it is not known
 * @param os the operating system without its version, or null where it is not known
 */
public record Browser(
        @Nullable String name,
        @Nullable String majorVersion,
        @Nullable String os) {

    /** By the names of the rules that read them. Every other client is an app or a program. */
    private static final Set<String> WEB_BROWSERS = Set.of(
            "Amazon Silk",
            "Brave",
            "Chrome",
            "Chromium",
            "Edge",
            "Firefox",
            "Firefox Focus",
            "Headless Chrome",
            "Huawei Browser",
            "Internet Explorer",
            "Mi Browser",
            "Opera",
            "Opera Mini",
            "QQ Browser",
            "Safari",
            "Samsung Internet",
            "UC Browser",
            "Vivaldi",
            "Whale",
            "Yandex Browser");

    /** A client that sends no user agent, or an unknown one. */
    public static final Browser UNKNOWN = new Browser(null, null, null);

    /**
     * Whether a new major version should trigger a new verification. Browsers release one every month or year; apps and
     * in-app browsers release one every week.
     */
    public boolean isWebBrowser() {
        return name != null && WEB_BROWSERS.contains(name);
    }

    /** The browser without its system, as in "Chrome 140"; null where it is not known. */
    public @Nullable String nameAndVersion() {
        return name == null || majorVersion == null ? name : name + " " + majorVersion;
    }
}
