package dev.sallyport.base.useragent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Reads user agent headers. The first call loads the rules, which takes some tenths of a second, so it is made at the
 * start. Parsing one header costs up to a millisecond, so the results for common headers are cached; a flood of
 * invented headers does not evict them.
 */
public final class UserAgents {

    /** Most people have one of a few hundred browsers; one remembered reading takes less than a kilobyte. */
    private static final int REMEMBERED = 1000;

    /** Longer than any browser sends. The time of a rule grows faster than the text. */
    private static final int LONGEST = 200;

    private static final Cache<String, Browser> LATEST = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

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
        return LATEST.get(text, unknown -> Loaded.RULES.read(unknown));
    }

    /** How many readings are remembered. */
    static long remembered() {
        LATEST.cleanUp();
        return LATEST.estimatedSize();
    }
}
