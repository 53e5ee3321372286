package dev.sallyport.base.cors;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Which pages of other origins may call. */
@ConfigMapping(prefix = "sallyport.browser")
interface CorsConfig {

    /** The origins of other hosts or ports whose pages may call, each exactly as browsers send it; none by default. */
    Optional<Set<String>> origins();

    /** Whether these may be at an {@code http} address of a private network, whose pages anyone on the way can change. */
    @WithDefault("false")
    boolean allowPrivateHttp();
}
