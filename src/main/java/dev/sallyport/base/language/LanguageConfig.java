package dev.sallyport.base.language;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Languages of mails, pages and problems. */
@ConfigMapping(prefix = "sallyport.language")
public interface LanguageConfig {

    /** The language for users whose own is unknown or not among the five. A region is ignored. */
    @WithName("default")
    @WithDefault("en")
    String fallback();
}
