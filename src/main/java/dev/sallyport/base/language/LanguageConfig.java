package dev.sallyport.base.language;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** The language of what is written to people who asked for none. */
@ConfigMapping(prefix = "sallyport.language")
public interface LanguageConfig {

    /** A tag of one of the five languages; nothing else starts. A region does not count. */
    @WithName("default")
    @WithDefault("en")
    String fallback();
}
