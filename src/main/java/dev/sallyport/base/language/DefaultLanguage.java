package dev.sallyport.base.language;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Applies the setting before the first request. */
@Startup
@Singleton
class DefaultLanguage {

    DefaultLanguage(LanguageConfig config) {
        Language.setDefault(read(config.fallback()));
    }

    /** @throws IllegalArgumentException for an unsupported language: the service does not start then */
    static Language read(String setting) {
        return Language.asked(setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        "SALLYPORT_LANGUAGE_DEFAULT must be en, de, fr, es or ja, and is " + setting));
    }
}
