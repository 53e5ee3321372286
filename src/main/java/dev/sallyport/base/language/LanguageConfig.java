package dev.sallyport.base.language;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** The default language of mails, pages and problem titles. */
@ConfigMapping(prefix = "sallyport.language")
public interface LanguageConfig {

    /** A tag of one of the five languages; nothing else starts. A region does not count. */
    @WithName("default")
    @WithDefault("en")
    String fallback();
}
