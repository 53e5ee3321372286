package dev.sallyport.edge.webui;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The reference pages. */
@ConfigMapping(prefix = "sallyport.ui")
public interface UiConfig {

    /**
     * Whether the service serves its reference pages at {@code /ui}. They need {@code SALLYPORT_COOKIES_ENABLED} to
     * keep a user signed in when a page is loaded again. The service turns both on itself when it has no database of
     * yours.
     */
    @WithDefault("false")
    boolean enabled();

    /**
     * The https origins from which the reference pages may load the logo of an account, separated by commas, such as
     * {@code https://cdn.example.org}. The server of a logo learns who reads a page, and when: name only servers that
     * you trust. A logo from another origin is left out of the pages, and stays in mails. Empty: no logos.
     */
    Optional<List<String>> logoOrigins();
}
