package dev.sallyport.base.useragent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads user agent headers. The first call loads the rules, which takes some tenths of a second: the start makes it. One
 * reading costs up to a millisecond, so that the latest ones are remembered.
 */
public final class UserAgents {

    /** Most people have one of a few hundred browsers; one remembered reading takes less than a kilobyte. */
    private static final int REMEMBERED = 1000;

    /** Longer than any browser sends. The time of a rule grows faster than the text. */
    private static final int LONGEST = 200;

    private static final Map<String, Browser> LATEST = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Browser> eldest) {
            return size() > REMEMBERED;
        }
    };

    private UserAgents() {}

    /** The rules are loaded on first use. */
    private static final class Loaded {
        private static final UserAgentRules RULES = UserAgentRules.load();
    }

    /** Never fails, whatever the text is; unknown parts are left out. */
    public static Browser read(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return Browser.UNKNOWN;
        }
        String text = userAgent.length() <= LONGEST ? userAgent : userAgent.substring(0, LONGEST);
        synchronized (LATEST) {
            Browser known = LATEST.get(text);
            if (known != null) {
                return known;
            }
        }
        Browser browser = Loaded.RULES.read(text);
        synchronized (LATEST) {
            LATEST.put(text, browser);
        }
        return browser;
    }
}
